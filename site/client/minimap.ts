import { create } from 'd3';

/** A small map of a graph, with a frame around what is in sight. */
export interface Minimap {
  readonly show: (
    transform: { readonly k: number; readonly x: number; readonly y: number },
    width: number,
    height: number,
  ) => void;
}

const mapSize = { width: 150, height: 110 };

/** Draws the map into a graph's container; a press on it goes there. */
export function minimap(
  container: HTMLElement,
  size: { readonly width: number; readonly height: number },
  go: (x: number, y: number) => void,
): Minimap {
  const scale = Math.min(mapSize.width / size.width, mapSize.height / size.height);
  const boxes = [...container.querySelectorAll<SVGRectElement>('.frame, .node rect')];
  const map = create('div').attr('class', 'minimap').attr('aria-hidden', 'true');
  map
    .append('svg')
    .attr('width', size.width * scale)
    .attr('height', size.height * scale)
    .attr('viewBox', `0 0 ${size.width} ${size.height}`)
    .append('path')
    .attr('class', 'mini')
    .attr('d', boxes.map(outline).join(''));
  const frame = map.append('div').attr('class', 'window');
  map.on('pointerdown', (event: PointerEvent) => {
    event.stopPropagation();
    go(event.offsetX / scale, event.offsetY / scale);
  });
  const node = map.node();
  if (node !== null) container.append(node);
  let shown = '';
  return {
    show: ({ k, x, y }, width, height) => {
      // The frame is moved as the graph is: nothing is painted anew until the scale is another one.
      const extent = `${(width / k) * scale} ${(height / k) * scale}`;
      if (extent !== shown) {
        shown = extent;
        frame.style('width', `${(width / k) * scale}px`).style('height', `${(height / k) * scale}px`);
      }
      frame.style('transform', `translate(${(-x / k) * scale}px, ${(-y / k) * scale}px)`);
    },
  };
}

function outline({ x, y, width, height }: SVGRectElement): string {
  return `M${x.baseVal.value},${y.baseVal.value}h${width.baseVal.value}v${height.baseVal.value}h${-width.baseVal.value}z`;
}
