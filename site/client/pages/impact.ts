import { fileTree, findNode, icicle, type Cell, type Measure } from '../../layout/icicle.ts';
import { onHash, readHash, writeHash } from '../hash-state.ts';
import { icicleView } from '../icicle-view.ts';
import type { ImpactData } from '../impact-data.ts';
import { impactDetails } from '../impact-details.ts';
import { unpackPaths } from '../../view/packed-paths.ts';
import { bytes, plural, visible } from '../../view/words.ts';
import { byId, pageData } from '../page-data.ts';
import { holdsWords } from '../combobox.ts';
import { exportGraph } from '../export-graph.ts';
import { onKey, startPage } from '../page.ts';
import { filterRows, startTables } from '../tables.ts';

startPage();
startTables();
const data = pageData<ImpactData>();
const canvas = byId('impact-graph', HTMLElement);
const details = byId('impact-details', HTMLElement);
if (data !== null && canvas !== null && details !== null) startImpact(data, canvas, details);

function startImpact(impact: ImpactData, container: HTMLElement, panel: HTMLElement): void {
  const height = Number(container.dataset['height']);
  const paths = unpackPaths(impact.paths);
  const tree = fileTree(
    impact.files.map(([size, effect], index) => ({
      path: paths[index] ?? '',
      bytes: size,
      steps: impact.effects[effect]?.rebuilt ?? 0,
    })),
  );
  const effectOf = new Map(impact.files.map(([, effect], index) => [paths[index] ?? '', effect]));
  const view = icicleView(container, height, wordsOf, choose);
  const filter = byId('filter', HTMLInputElement);
  const table = byId('impact-table', HTMLTableElement);
  let folder = '';
  let file: string | null = null;
  let measure: Measure = 'files';
  /** What is told where the reader chose nothing; the table has it first. */
  const [costliestRow] = table?.tBodies[0]?.rows ?? [];
  const costliest = costliestRow === undefined ? null : fileOf(costliestRow);

  function fileOf(row: HTMLTableRowElement): string | null {
    return paths[Number(row.dataset['file'] ?? -1)] ?? null;
  }

  function wordsOf(cell: Cell): { readonly name: string; readonly title: string } {
    const name = visible(cell.path === '' && cell.kind !== 'rest' ? impact.title : cell.name);
    const path = cell.path === '' ? impact.title : visible(cell.path);
    const size = cell.kind === 'file' ? bytes(cell.bytes) : plural(cell.files, 'file');
    const most = cell.kind === 'file' ? '' : 'up to ';
    return { name, title: `${path}: ${size}, rebuilds ${most}${plural(cell.worst, 'step')}` };
  }

  function draw(isStill = false): void {
    const top = findNode(tree, folder) ?? tree;
    view.show(icicle(top, height, measure, impact.most), file, isStill);
    const told = file ?? costliest;
    const effect = told === null ? undefined : impact.effects[effectOf.get(told) ?? -1];
    panel.replaceChildren(
      ...(told === null || effect === undefined ? [] : impactDetails(impact, told, effect, file === null)),
    );
    panel.classList.toggle('chosen', file !== null);
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-measure]')) {
      button.setAttribute('aria-pressed', String(button.dataset['measure'] === measure));
    }
    for (const row of table?.tBodies[0]?.rows ?? []) row.classList.toggle('selected', fileOf(row) === file);
  }

  function save(isStep = true): void {
    const state = new URLSearchParams();
    if (folder !== '') state.set('folder', folder);
    if (file !== null) state.set('file', file);
    if (measure !== 'files') state.set('by', measure);
    const text = filter?.value.trim() ?? '';
    if (text !== '') state.set('filter', text);
    writeHash(state, isStep);
  }

  function choose(cell: Cell): void {
    if (cell.kind === 'file') file = cell.path === file ? null : cell.path;
    else folder = cell.path === folder ? cell.path.slice(0, Math.max(0, cell.path.lastIndexOf('/'))) : cell.path;
    draw();
    save();
    view.focus(cell.path);
  }

  function showRows(): void {
    const text = filter?.value.trim() ?? '';
    if (table !== null) filterRows(table, (row) => holdsWords(row.textContent ?? '', text));
  }

  function restore(): void {
    const state = readHash();
    const named = state.get('folder') ?? '';
    folder = findNode(tree, named) === null ? '' : named;
    const path = state.get('file');
    file = path !== null && effectOf.has(path) ? path : null;
    measure = state.get('by') === 'bytes' ? 'bytes' : 'files';
    if (filter !== null) filter.value = state.get('filter') ?? '';
    showRows();
    draw();
  }

  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-measure]')) {
    button.addEventListener('click', () => {
      measure = button.dataset['measure'] === 'bytes' ? 'bytes' : 'files';
      draw();
      save();
    });
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-export]')) {
    button.addEventListener('click', () => {
      const svg = container.querySelector('svg');
      const format = button.dataset['export'] === 'png' ? 'png' : 'svg';
      if (svg !== null) void exportGraph(svg, { width: svg.clientWidth, height }, 'impact', format);
    });
  }
  table?.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest('tr') : null;
    const path = row === null ? null : fileOf(row);
    if (path === null) return;
    file = path === file ? null : path;
    draw();
    save();
  });
  filter?.addEventListener('input', () => {
    showRows();
    save(false);
  });
  onKey((key) => {
    if (key !== 'Escape') return;
    file = null;
    folder = '';
    draw();
    save();
  });
  addEventListener('resize', () => draw(true));
  onHash(restore);
  restore();
}
