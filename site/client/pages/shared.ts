import { holdsWords } from '../combobox.ts';
import { onHash, readHash, writeHash } from '../hash-state.ts';
import { byId, pageData } from '../page-data.ts';
import { onKey, startPage } from '../page.ts';
import { filterRows, startTables } from '../tables.ts';
import { zoomable } from '../zoomable.ts';

/** What the page carries for its script: pairs of boxes, what is stood on first. */
interface SharedData {
  readonly links: readonly (readonly [from: string, to: string])[];
}

startPage();
startTables();
const data = pageData<SharedData>();
const container = byId('shared-graph', HTMLElement);
const table = byId('shared-table', HTMLTableElement);
if (data !== null && container !== null && table !== null) startShared(data, container, table);

function startShared({ links }: SharedData, canvas: HTMLElement, rows: HTMLTableElement): void {
  const graph = zoomable(canvas);
  const filter = byId('filter', HTMLInputElement);
  const boxes = new Map(
    [...canvas.querySelectorAll<SVGGElement>('.box')].map((box) => [box.dataset['key'] ?? '', box]),
  );
  const order = [...boxes.keys()].filter((key) => boxes.get(key)?.getAttribute('role') === 'button');
  const edges = [...canvas.querySelectorAll<SVGPathElement>('.edge')];
  let chosen: string | null = null;

  /** What a chain stands on, and all that stands on it. */
  function related(key: string): ReadonlySet<string> {
    const found = new Set([key]);
    // Links are in the order of the drawing: from what is stood on to what stands on it.
    for (const [from, to] of links) if (found.has(from)) found.add(to);
    const parents = new Map(links.map(([from, to]) => [to, from]));
    for (let at = parents.get(key); at !== undefined; at = parents.get(at)) found.add(at);
    return found;
  }

  function light(key: string | null): void {
    const lit = key === null ? new Set<string>() : related(key);
    canvas.classList.toggle('focused', key !== null);
    for (const [each, box] of boxes) {
      box.classList.toggle('lit', lit.has(each));
      box.classList.toggle('selected', each === chosen);
    }
    for (const edge of edges) {
      const { from = '', to = '' } = edge.dataset;
      edge.classList.toggle('lit', lit.has(from) && lit.has(to));
    }
    for (const row of rows.tBodies[0]?.rows ?? []) row.classList.toggle('selected', row.dataset['key'] === chosen);
  }

  function choose(key: string | null): void {
    chosen = key;
    for (const each of order) boxes.get(each)?.setAttribute('tabindex', each === (key ?? order[0]) ? '0' : '-1');
    light(key);
    const rect = key === null ? null : boxes.get(key)?.querySelector('rect');
    if (rect !== null && rect !== undefined) graph?.reveal(rect.x.baseVal.value + 20, rect.y.baseVal.value + 13);
  }

  function save(isStep = true): void {
    const state = new URLSearchParams();
    if (chosen !== null) state.set('steps', chosen);
    const text = filter?.value.trim() ?? '';
    if (text !== '') state.set('filter', text);
    writeHash(state, isStep);
  }

  function press(key: string | undefined): void {
    if (key === undefined) return;
    choose(key === chosen ? null : key);
    save();
  }

  function showRows(): void {
    const text = filter?.value.trim() ?? '';
    filterRows(rows, (row) => holdsWords(row.textContent ?? '', text));
  }

  function restore(): void {
    const state = readHash();
    if (filter !== null) filter.value = state.get('filter') ?? '';
    showRows();
    const key = state.get('steps');
    choose(key !== null && boxes.has(key) ? key : null);
  }

  const keyOf = (target: EventTarget | null): string | undefined =>
    target instanceof Element ? target.closest<SVGGElement>('.box.shared')?.dataset['key'] : undefined;
  canvas.addEventListener('mouseover', ({ buttons, target }) => {
    // Who drags the graph points at nothing in it.
    if (buttons === 0) light(keyOf(target) ?? chosen);
  });
  canvas.addEventListener('mouseleave', () => light(chosen));
  canvas.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a, button') === null) press(keyOf(target));
  });
  rows.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || target.closest('a, summary, button') !== null) return;
    press(target.closest('tr')?.dataset['key']);
  });
  filter?.addEventListener('input', () => {
    showRows();
    save(false);
  });
  onKey((key, event) => {
    const focused = keyOf(event.target);
    if (key === 'Escape') {
      choose(null);
      save();
    } else if (key === '+' || key === '-') graph?.zoomBy(key === '+' ? 1.25 : 0.8);
    else if (key === '0') graph?.fit();
    else if (focused !== undefined && (key === 'Enter' || key === ' ')) {
      event.preventDefault();
      press(focused);
    } else if (focused !== undefined && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      const next = order[order.indexOf(focused) + (key === 'ArrowDown' ? 1 : -1)];
      if (next === undefined) return;
      choose(next);
      save(false);
      boxes.get(next)?.focus({ preventScroll: true });
    }
  });
  onHash(restore);
  restore();
}
