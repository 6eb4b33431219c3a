import { download } from './download.ts';

/** The properties that make a graph look as it does on the page. */
const properties = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-family', 'font-size', 'font-weight',
]; // prettier-ignore

/** Saves a whole graph as it looks now, whatever part of it is in sight. */
export async function exportGraph(
  svg: SVGSVGElement,
  size: { readonly width: number; readonly height: number },
  name: string,
  format: 'png' | 'svg',
): Promise<void> {
  const text = standaloneSvg(svg, size);
  if (format === 'svg') download(`${name}.svg`, new Blob([text], { type: 'image/svg+xml' }));
  else download(`${name}.png`, await asPng(text, size));
}

function standaloneSvg(svg: SVGSVGElement, size: { readonly width: number; readonly height: number }): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const originals = svg.querySelectorAll('*');
  for (const [index, element] of copy.querySelectorAll('*').entries()) {
    const original = originals[index];
    if (original === undefined || !(element instanceof SVGElement)) continue;
    const style = getComputedStyle(original);
    for (const property of properties) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute('class');
  }
  copy.removeAttribute('style');
  copy.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  copy.setAttribute('width', String(size.width));
  copy.setAttribute('height', String(size.height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(svg.closest('.canvas') ?? svg.parentElement ?? svg).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

/** Twice the size, for sharp screens, but no larger than browsers draw. */
async function asPng(text: string, size: { readonly width: number; readonly height: number }): Promise<Blob> {
  const scale = Math.min(2, 8192 / Math.max(size.width, size.height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(size.width * scale);
  canvas.height = Math.ceil(size.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('the browser drew nothing')) : resolve(blob)));
  });
}
