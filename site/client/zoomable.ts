import { select, zoom, zoomIdentity, type ZoomBehavior } from 'd3';
import { exportGraph } from './export-graph.ts';
import { minimap } from './minimap.ts';

/** A graph that can be moved and zoomed. */
export interface Zoomable {
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  /** Brings a place of the graph into sight when it is out of it. */
  readonly reveal: (x: number, y: number) => void;
  /** The graph was drawn anew, and has another size. */
  readonly resize: (size: { readonly width: number; readonly height: number }) => void;
}

/** Smaller than this, nobody reads the labels. */
const readable = 0.78;

/** Milliseconds after which a graph that is drawn anew stands still. */
const settled = 600;

/** Graphs larger than this many canvases get a map. */
const mapFrom = 2.5;

/**
 * Lets a drawn graph be moved and zoomed. `container` holds one svg with a `.viewport` group, and says the graph's size in
 * `data-width` and `data-height`. The tools of the graph stand in the same section.
 */
export function zoomable(container: HTMLElement): Zoomable | null {
  const svg = container.querySelector('svg');
  const viewport = svg?.querySelector<SVGGElement>('.viewport');
  if (svg === null || viewport === null || viewport === undefined) return null;
  let size = { width: Number(container.dataset['width']), height: Number(container.dataset['height']) };
  const isPane = container.closest('.pane') !== null;
  container.classList.add('live');
  if (!isPane) container.style.height = `${Math.min(608, Math.max(140, size.height))}px`;
  svg.removeAttribute('viewBox');
  const canvas = select(svg);
  const isLarge = (): boolean => size.width * size.height > mapFrom * container.clientWidth * container.clientHeight;
  let map = isLarge() ? minimap(container, size, (x, y) => center(x, y)) : null;
  const behavior: ZoomBehavior<SVGSVGElement, unknown> = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.08, 3])
    // A wheel scrolls the page, as everywhere else; with a modifier, as a pinch does too, it zooms.
    .filter((event: MouseEvent) => (event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0))
    .on(
      'zoom',
      ({ transform }: { readonly transform: { toString: () => string; k: number; x: number; y: number } }) => {
        viewport.setAttribute('transform', transform.toString());
        map?.show(transform, container.clientWidth, container.clientHeight);
      },
    );
  canvas.call(behavior).on('dblclick.zoom', null);

  /** The middle of what is asked for, where a graph from top to bottom is wider than its pane. */
  function middle(): number {
    const frame = container.dataset['direction'] === 'TB' ? container.querySelector('.box.target .frame') : null;
    if (!(frame instanceof SVGRectElement)) return 0;
    return frame.x.baseVal.value + frame.width.baseVal.value / 2;
  }

  /** The whole graph where it stays readable, else its beginning. */
  function fit(smallest: number): void {
    const { clientWidth, clientHeight } = container;
    const scale = Math.min(1, Math.max(smallest, Math.min(clientWidth / size.width, clientHeight / size.height)));
    const spare = clientWidth - size.width * scale;
    const x = spare >= 0 ? spare / 2 : Math.min(0, Math.max(spare, clientWidth / 2 - middle() * scale));
    const isTall = size.height * scale > clientHeight;
    const y = isTall ? (12 - topWithin(clientWidth / scale)) * scale : (clientHeight - size.height * scale) / 2;
    behavior.transform(canvas, zoomIdentity.translate(x, y).scale(scale));
  }
  /** Where the graph begins, in the part that is `width` wide. */
  function topWithin(width: number): number {
    const rects = [...container.querySelectorAll<SVGRectElement>('.frame, .node > rect')].map((rect) => ({
      x: rect.x.baseVal.value,
      y: rect.y.baseVal.value,
    }));
    return Math.min(size.height, ...rects.filter(({ x }) => x < width * 0.8).map(({ y }) => y));
  }
  function center(x: number, y: number): void {
    behavior.translateTo(canvas, x, y);
  }
  function reveal(x: number, y: number): void {
    const matrix = viewport?.transform.baseVal.consolidate()?.matrix;
    const scale = matrix?.a ?? 1;
    const left = x * scale + (matrix?.e ?? 0);
    const top = y * scale + (matrix?.f ?? 0);
    const isSeen = left > 0 && top > 20 && left < container.clientWidth && top < container.clientHeight - 20;
    if (!isSeen) center(x + 120, y);
  }
  const zoomBy = (factor: number): void => {
    behavior.scaleBy(canvas, factor);
  };
  fit(readable);
  const section = container.closest('section');
  for (const button of section?.querySelectorAll<HTMLButtonElement>('[data-zoom]') ?? []) {
    button.addEventListener('click', () => {
      if (button.dataset['zoom'] === 'fit') fit(0.08);
      else zoomBy(button.dataset['zoom'] === 'in' ? 1.25 : 0.8);
    });
  }
  for (const button of section?.querySelectorAll<HTMLButtonElement>('[data-export]') ?? []) {
    button.addEventListener('click', () => {
      const format = button.dataset['export'] === 'png' ? 'png' : 'svg';
      void exportGraph(svg, size, button.dataset['name'] ?? 'graph', format);
    });
  }
  function resize(next: { readonly width: number; readonly height: number }): void {
    size = { width: next.width, height: next.height };
    container.querySelector('.minimap')?.remove();
    map = null;
    fit(readable);
    // The boxes are on their way: a map is made of where they come to stand.
    setTimeout(() => {
      map = isLarge() ? minimap(container, size, center) : null;
      zoomBy(1);
    }, settled);
  }
  return { fit: () => fit(0.08), zoomBy, reveal, resize };
}
