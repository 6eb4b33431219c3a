import { layOutRepository } from '../../layout/repository-layout.ts';
import { overviewNode } from '../../view/overview-node.ts';
import { holdsWords } from '../combobox.ts';
import { onHash, readHash, writeHash } from '../hash-state.ts';
import type { DrawnLink, DrawnNode, OverviewData } from '../overview-data.ts';
import { byId, pageData } from '../page-data.ts';
import { onKey, startPage } from '../page.ts';
import { isWay, relatedNodes, type Way } from '../related.ts';
import { drawRepository } from '../repository-view.ts';
import { filterRows, startTables } from '../tables.ts';
import { zoomable } from '../zoomable.ts';

startPage();
startTables();
const data = pageData<OverviewData>();
const container = byId('repository-graph', HTMLElement);
const table = byId('build-table', HTMLTableElement);
if (data !== null && container !== null && table !== null) startOverview(data, container, table);

function startOverview(all: OverviewData, canvas: HTMLElement, builds: HTMLTableElement): void {
  const graph = zoomable(canvas);
  const filter = byId('filter', HTMLInputElement);
  const status = byId('graph-status', HTMLElement);
  const unfoldButton = byId('unfold', HTMLButtonElement);
  const foldButton = byId('fold-all', HTMLButtonElement);
  const buildOf = new Map(all.builds.map(([id, slug, isRejected]) => [id, { slug, isRejected }]));
  let nodes: readonly DrawnNode[] = all.nodes;
  let links: readonly DrawnLink[] = all.links;
  let unfolded: ReadonlySet<string> = new Set();
  let focus: string | null = null;
  let way: Way = 'both';
  let isFiltered = false;

  const elementOf = (id: string): SVGElement | undefined =>
    [...canvas.querySelectorAll<SVGElement>('.node')].find((node) => node.dataset['id'] === id);
  const idOf = (target: EventTarget | null): string | null =>
    target instanceof Element ? (target.closest<SVGElement>('.node')?.dataset['id'] ?? null) : null;

  function light(id: string | null): void {
    const lit = id === null ? new Set<string>() : relatedNodes(links, id, way);
    canvas.classList.toggle('focused', id !== null);
    for (const node of canvas.querySelectorAll<SVGElement>('.node')) {
      const key = node.dataset['id'] ?? '';
      node.classList.toggle('lit', lit.has(key));
      node.classList.toggle('selected', key === focus);
    }
    for (const edge of canvas.querySelectorAll<SVGPathElement>('.edge')) {
      const { from = '', to = '' } = edge.dataset;
      edge.classList.toggle('lit', lit.has(from) && lit.has(to));
    }
    tell(id);
  }

  function tell(id: string | null): void {
    const ways = byId('graph-ways', HTMLElement);
    if (ways !== null) ways.hidden = focus === null && unfolded.size === 0;
    if (foldButton !== null) foldButton.hidden = unfolded.size === 0;
    if (unfoldButton !== null) unfoldButton.hidden = focus === null || all.graph === null || !isFolded(focus);
    if (status === null) return;
    if (id === null) {
      status.textContent = 'Point at a box to see what it stands on and what it feeds.';
      return;
    }
    const others = (direction: Way): number => relatedNodes(links, id, direction).size - 1;
    const name = elementOf(id)?.querySelector('title')?.textContent ?? '';
    status.textContent = `${name} stands on ${others('up')}, feeds ${others('down')}`;
  }

  const isFolded = (id: string): boolean => id.startsWith('builds:') || id.startsWith('images:');

  function showRows(): void {
    const text = filter?.value.trim() ?? '';
    const within = focus === null ? null : buildsAround(focus);
    if (text === '' && within === null && !isFiltered) return;
    isFiltered = text !== '' || within !== null;
    const count = filterRows(builds, (row) => {
      const isNear = within === null || within.has(row.dataset['id'] ?? '');
      return isNear && holdsWords(row.textContent ?? '', text);
    });
    const shown = byId('build-count', HTMLElement);
    if (shown !== null) shown.textContent = String(count);
  }

  function buildsAround(id: string): ReadonlySet<string> {
    const near = relatedNodes(links, id, way);
    const own = nodes.find((node) => node.id === id)?.builds ?? [];
    // A folded box lists its own builds; an image those that use it.
    if (own.length > 1) return new Set(own);
    return new Set(nodes.filter((node) => near.has(node.id)).flatMap((node) => node.builds));
  }

  function setFocus(id: string | null): void {
    focus = id;
    for (const node of canvas.querySelectorAll<SVGElement>('.node')) node.setAttribute('tabindex', '-1');
    const first = elementOf(focus ?? nodes[0]?.id ?? '') ?? canvas.querySelector<SVGElement>('.node');
    first?.setAttribute('tabindex', '0');
    light(focus);
    showRows();
  }

  function unfold(next: ReadonlySet<string>): void {
    if (all.graph === null || [...next].join('\n') === [...unfolded].join('\n')) return;
    unfolded = next;
    const layout = layOutRepository(all.graph, unfolded);
    nodes = layout.nodes;
    links = layout.links;
    const svg = canvas.querySelector('svg');
    const drawn = layout.nodes.map((node) => overviewNode(node, (id) => buildOf.get(id)));
    if (svg !== null) drawRepository(svg, drawn, layout.links);
    graph?.resize(layout);
  }

  function save(isStep = true): void {
    const state = new URLSearchParams();
    if (focus !== null) state.set('focus', focus);
    if (way !== 'both') state.set('way', way);
    for (const id of unfolded) state.append('unfold', id);
    const text = filter?.value.trim() ?? '';
    if (text !== '') state.set('filter', text);
    writeHash(state, isStep);
  }

  function restore(): void {
    const state = readHash();
    if (filter !== null) filter.value = state.get('filter') ?? '';
    const named = state.get('way');
    setWay(isWay(named) ? named : 'both');
    unfold(new Set(state.getAll('unfold')));
    const id = state.get('focus');
    setFocus(id !== null && nodes.some((node) => node.id === id) ? id : null);
    reveal(focus);
  }

  function setWay(next: Way): void {
    way = next;
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-way]')) {
      button.setAttribute('aria-pressed', String(button.dataset['way'] === way));
    }
  }

  function reveal(id: string | null): void {
    const rect = id === null ? null : elementOf(id)?.querySelector('rect');
    if (rect !== null && rect !== undefined) graph?.reveal(rect.x.baseVal.value, rect.y.baseVal.value + 15);
  }

  function press(id: string | null): void {
    setFocus(focus === id ? null : id);
    save();
  }

  /** Left and right along the links, up and down in the order of reading. */
  function neighbour(id: string, key: string): string | null {
    if (key === 'ArrowLeft') return links.find(({ to }) => to === id)?.from ?? null;
    if (key === 'ArrowRight') return links.find(({ from }) => from === id)?.to ?? null;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    return step === 0 ? null : (nodes[nodes.findIndex((node) => node.id === id) + step]?.id ?? null);
  }

  function unfoldFocus(): void {
    if (focus === null || !isFolded(focus)) return;
    unfold(new Set([...unfolded, focus]));
    setFocus(null);
    save();
  }

  canvas.addEventListener('mouseover', ({ buttons, target }) => {
    // Who drags the graph points at nothing in it.
    if (buttons === 0) light(idOf(target) ?? focus);
  });
  canvas.addEventListener('mouseleave', () => light(focus));
  canvas.addEventListener('focusin', ({ target }) => light(idOf(target) ?? focus));
  canvas.addEventListener('focusout', () => light(focus));
  canvas.addEventListener('click', ({ target }) => {
    const id = idOf(target);
    if (id !== null && target instanceof Element && target.closest('a') === null) press(id);
  });
  filter?.addEventListener('input', () => {
    showRows();
    save(false);
  });
  unfoldButton?.addEventListener('click', unfoldFocus);
  foldButton?.addEventListener('click', () => {
    unfold(new Set());
    setFocus(null);
    save();
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-way]')) {
    button.addEventListener('click', () => {
      const next = button.dataset['way'];
      if (!isWay(next)) return;
      setWay(next);
      setFocus(focus);
      save();
    });
  }
  onKey((key, event) => {
    const focused = idOf(event.target);
    const ways: Readonly<Record<string, Way>> = { u: 'up', d: 'down', b: 'both' };
    const next = focused === null ? null : neighbour(focused, key);
    const chosen = ways[key];
    if (key === 'Escape') press(focus);
    else if (key === '+' || key === '-') graph?.zoomBy(key === '+' ? 1.25 : 0.8);
    else if (key === '0') graph?.fit();
    else if (key === 'x') unfoldFocus();
    else if (chosen !== undefined) {
      if (focused !== null) focus = focused;
      setWay(chosen);
      setFocus(focus);
      save();
    } else if (next !== null) {
      event.preventDefault();
      reveal(next);
      const element = elementOf(next);
      element?.setAttribute('tabindex', '0');
      element?.focus({ preventScroll: true });
    } else if (focused !== null && (key === 'Enter' || key === ' ') && !(event.target instanceof SVGAElement)) {
      event.preventDefault();
      press(focused);
    }
  });
  // What a link of the page chooses may be out of sight.
  document.querySelector('.highlights')?.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || target.closest('a') === null) return;
    setTimeout(() => {
      const state = readHash();
      const place = state.has('focus') ? 'graph-title' : state.has('filter') ? 'builds' : '';
      document.getElementById(place)?.scrollIntoView();
    });
  });
  onHash(restore);
  restore();
}
