import { holdsWords } from '../combobox.ts';
import { onHash, readHash, writeHash } from '../hash-state.ts';
import { byId, pageData } from '../page-data.ts';
import { onKey, startPage } from '../page.ts';
import { filterRows, startTables } from '../tables.ts';
import { zoomable } from '../zoomable.ts';

interface OverviewData {
  readonly nodes: readonly { readonly id: string; readonly builds: readonly string[] }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

startPage();
startTables();
const data = pageData<OverviewData>();
const container = byId('repository-graph', HTMLElement);
const table = byId('build-table', HTMLTableElement);
if (data !== null && container !== null && table !== null) startOverview(data, container, table);

function startOverview({ nodes, links }: OverviewData, canvas: HTMLElement, builds: HTMLTableElement): void {
  const graph = zoomable(canvas);
  const filter = byId('filter', HTMLInputElement);
  const elements = new Map(
    [...canvas.querySelectorAll<SVGElement>('.node')].map((node) => [node.dataset['id'] ?? '', node]),
  );
  const edges = [...canvas.querySelectorAll<SVGPathElement>('.edge')];
  let focus: string | null = null;

  /** Everything upstream and downstream of a node. */
  function related(id: string): ReadonlySet<string> {
    const found = new Set([id]);
    for (const [from, to] of [
      ['from', 'to'],
      ['to', 'from'],
    ] as const) {
      const pending = [id];
      for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        for (const link of links) {
          if (link[from] !== at || found.has(link[to])) continue;
          found.add(link[to]);
          pending.push(link[to]);
        }
      }
    }
    return found;
  }

  function light(id: string | null): void {
    const lit = id === null ? new Set<string>() : related(id);
    canvas.classList.toggle('focused', id !== null);
    for (const [key, node] of elements) {
      node.classList.toggle('lit', lit.has(key));
      node.classList.toggle('selected', key === focus);
    }
    for (const edge of edges) {
      const { from = '', to = '' } = edge.dataset;
      edge.classList.toggle('lit', lit.has(from) && lit.has(to));
    }
  }

  function showRows(): void {
    const text = filter?.value.trim() ?? '';
    const within = focus === null ? null : buildsAround(focus);
    const count = filterRows(builds, (row) => {
      const isNear = within === null || within.has(row.dataset['id'] ?? '');
      return isNear && holdsWords(row.textContent ?? '', text);
    });
    const shown = byId('build-count', HTMLElement);
    if (shown !== null) shown.textContent = String(count);
  }

  function buildsAround(id: string): ReadonlySet<string> {
    const near = related(id);
    const own = nodes.find((node) => node.id === id)?.builds ?? [];
    // A folded box lists its own builds; an image those that use it.
    if (own.length > 1) return new Set(own);
    return new Set(nodes.filter((node) => near.has(node.id)).flatMap((node) => node.builds));
  }

  function setFocus(id: string | null): void {
    focus = id;
    light(focus);
    showRows();
  }

  function save(isStep = true): void {
    const state = new URLSearchParams();
    if (focus !== null) state.set('focus', focus);
    const text = filter?.value.trim() ?? '';
    if (text !== '') state.set('filter', text);
    writeHash(state, isStep);
  }

  function restore(): void {
    const state = readHash();
    if (filter !== null) filter.value = state.get('filter') ?? '';
    const id = state.get('focus');
    setFocus(id !== null && elements.has(id) ? id : null);
  }

  for (const [id, node] of elements) {
    node.addEventListener('mouseenter', () => light(id));
    node.addEventListener('mouseleave', () => light(focus));
    node.addEventListener('focus', () => light(id));
    node.addEventListener('blur', () => light(focus));
    const press = (): void => {
      setFocus(focus === id ? null : id);
      save();
    };
    if (node instanceof SVGAElement) continue;
    node.addEventListener('click', press);
    node.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press();
    });
  }
  filter?.addEventListener('input', () => {
    showRows();
    save(false);
  });
  onKey((key) => {
    if (key === 'Escape') {
      setFocus(null);
      save();
    } else if (key === '+' || key === '-') graph?.zoomBy(key === '+' ? 1.25 : 0.8);
    else if (key === '0') graph?.fit();
  });
  onHash(restore);
  restore();
}
