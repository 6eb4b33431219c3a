import { interrupt, select, transition, type Selection } from 'd3';
import type { Cell } from '../layout/icicle.ts';

/** What a cell says of itself. */
export interface CellWords {
  /** In its box. */
  readonly name: string;
  /** For the tooltip and screen readers. */
  readonly title: string;
}

export interface IcicleView {
  readonly show: (cells: readonly Cell[], selected: string | null, isStill: boolean) => void;
  readonly focus: (path: string) => void;
}

const charWidth = 6.7;
const duration = 320;

/**
 * Draws the cells of an icicle, and moves each to its new place when they change. Arrow keys walk: up and down beside, left
 * out of a folder, right into it.
 */
export function icicleView(
  container: HTMLElement,
  height: number,
  wordsOf: (cell: Cell) => CellWords,
  onChoose: (cell: Cell) => void,
): IcicleView {
  const svg = select(container).select<SVGSVGElement>('svg');
  svg.selectAll('*').remove();
  let drawn: readonly Cell[] = [];
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');

  function show(cells: readonly Cell[], selected: string | null, isStill: boolean): void {
    drawn = cells;
    const columns = Math.max(3, ...cells.map(({ depth }) => depth + 1));
    const wide = Math.max(container.clientWidth, 560);
    const width = wide / columns;
    svg.attr('viewBox', null).attr('width', wide).attr('height', height);
    const time = isStill || reduced.matches ? 0 : duration;
    const groups = svg
      .selectAll<SVGGElement, Cell>('g.cell')
      .data(cells, keyOf)
      .join((enter) => enterCells(enter.append('g')))
      .attr('class', ({ kind, heat, isOpen, path }) => {
        const colour = isOpen ? '' : ` heat-${heat}`;
        return `cell ${kind}${colour}${path === selected && kind !== 'rest' ? ' selected' : ''}`;
      })
      .attr('tabindex', (_, index) => (index === 0 ? 0 : -1))
      .attr('aria-label', (cell) => wordsOf(cell).title);
    groups.select('title').text((cell) => wordsOf(cell).title);
    move(groups.select<SVGRectElement>('rect'), time, {
      x: ({ depth }) => depth * width + 0.5,
      y: ({ y }) => y + 0.5,
      width: () => width - 1,
      height: (cell) => Math.max(1, cell.height - 1),
    });
    move(groups.select<SVGTextElement>('text'), time, {
      x: ({ depth }) => depth * width + 7,
      y: (cell) => cell.y + Math.min(cell.height / 2, 16) + 4,
    });
    const room = Math.floor((width - 14) / charWidth);
    groups.select('text').text((cell) => (cell.height < 13 ? '' : shorten(wordsOf(cell).name, room)));
    svg.selectAll<SVGGElement, Cell>('g.cell').order();
  }

  function enterCells(groups: Selection<SVGGElement, Cell, SVGSVGElement, unknown>) {
    groups.attr('role', 'button').append('title');
    groups.append('rect');
    groups.append('text').attr('aria-hidden', 'true');
    return groups
      .on('click', (_event, cell) => onChoose(cell))
      .on('keydown', (event: KeyboardEvent, cell) => {
        if (event.key === 'Enter' || event.key === ' ') onChoose(cell);
        else {
          const next = neighbour(cell, event.key);
          if (next === null) return;
          focusOn(next);
        }
        event.preventDefault();
        event.stopPropagation();
      });
  }

  function neighbour(cell: Cell, key: string): Cell | null {
    const middle = cell.y + cell.height / 2;
    const column = (depth: number): readonly Cell[] => drawn.filter((each) => each.depth === depth);
    const holds = (each: Cell): boolean => each.y <= middle && middle < each.y + each.height;
    const beside = column(cell.depth);
    switch (key) {
      case 'ArrowLeft':
        return column(cell.depth - 1).find(holds) ?? null;
      case 'ArrowRight':
        return column(cell.depth + 1).find((each) => each.y >= cell.y && each.y < cell.y + cell.height) ?? null;
      case 'ArrowDown':
        return beside[beside.indexOf(cell) + 1] ?? null;
      case 'ArrowUp':
        return beside[beside.indexOf(cell) - 1] ?? null;
      default:
        return null;
    }
  }

  function focusOn(cell: Cell): void {
    const groups = svg.selectAll<SVGGElement, Cell>('g.cell');
    groups.attr('tabindex', (each) => (each === cell ? 0 : -1));
    groups
      .filter((each) => each === cell)
      .node()
      ?.focus({ preventScroll: true });
  }

  return {
    show,
    focus: (path) => {
      const cell = drawn.find((each) => each.path === path);
      if (cell !== undefined) focusOn(cell);
    },
  };
}

/** Sets numbers of elements, on the way of `time` milliseconds. */
function move<Kind extends SVGElement>(
  parts: Selection<Kind, Cell, SVGSVGElement, unknown>,
  time: number,
  numbers: Readonly<Record<string, (cell: Cell) => number>>,
): void {
  parts.each((_, index, nodes) => interrupt(nodes[index] ?? null));
  const moving = time === 0 ? null : parts.transition(transition().duration(time));
  for (const [name, numberOf] of Object.entries(numbers)) {
    if (moving === null) parts.attr(name, numberOf);
    else moving.attr(name, numberOf);
  }
}

const keyOf = ({ kind, path }: Cell): string => `${kind === 'rest' ? 'rest' : 'node'} ${path}`;

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}
