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
  const map = create('svg')
    .attr('class', 'minimap')
    .attr('aria-hidden', 'true')
    .attr('width', size.width * scale)
    .attr('height', size.height * scale)
    .attr('viewBox', `0 0 ${size.width} ${size.height}`);
  const boxes = [...container.querySelectorAll<SVGRectElement>('.frame, .node rect')];
  map
    .selectAll('.mini')
    .data(boxes)
    .join('rect')
    .attr('class', 'mini')
    .attr('x', (box) => box.getAttribute('x'))
    .attr('y', (box) => box.getAttribute('y'))
    .attr('width', (box) => box.getAttribute('width'))
    .attr('height', (box) => box.getAttribute('height'));
  const frame = map
    .append('rect')
    .attr('class', 'window')
    .attr('stroke-width', 1 / scale);
  map.on('pointerdown', (event: PointerEvent) => {
    event.stopPropagation();
    go(event.offsetX / scale, event.offsetY / scale);
  });
  const node = map.node();
  if (node !== null) container.append(node);
  return {
    show: ({ k, x, y }, width, height) => {
      frame
        .attr('x', -x / k)
        .attr('y', -y / k)
        .attr('width', width / k)
        .attr('height', height / k);
    },
  };
}
