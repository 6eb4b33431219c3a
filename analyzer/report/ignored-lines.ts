import { repositoryPath, type ContextView, type IgnoredEntry } from '../context/context-view.ts';
import type { IgnoredLine } from './report.ts';

/** As many files and folders as are named of one line: the rest is counted. */
const maxNamed = 10;

/** What was counted of a view: builds share theirs. */
const counted = new WeakMap<ContextView, readonly IgnoredLine[]>();

/** What each line of a context's ignore file holds back, by line; a line that holds nothing back is left out. */
export function ignoredLines(view: ContextView): readonly IgnoredLine[] {
  const known = counted.get(view) ?? countLines(view);
  counted.set(view, known);
  return known;
}

function countLines(view: ContextView): readonly IgnoredLine[] {
  const lines = new Map<number, { pattern: string; held: Held[] }>();
  for (const entry of view.ignored) {
    const { line, text } = entry.rule;
    const known = lines.get(line) ?? { pattern: text, held: [] };
    lines.set(line, known);
    known.held.push(measure(view, entry));
  }
  return [...lines]
    .toSorted(([a], [b]) => a - b)
    .map(([line, { pattern, held }]) => ({
      line,
      pattern,
      files: held.reduce((sum, { files }) => sum + files, 0),
      bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
      entries: held.length,
      named: held.toSorted((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1)).slice(0, maxNamed),
    }));
}

type Held = IgnoredLine['named'][number];

/** A file, or a folder that nothing is kept of with all that is in it. Git's own folder has no files: no two clones hold the same. */
function measure(view: ContextView, { path, kind, size }: IgnoredEntry): Held {
  if (kind === 'git') return { path: `${path}/`, files: 0, bytes: 0 };
  if (kind !== 'directory') return { path, files: 1, bytes: size };
  let files = 0;
  let bytes = 0;
  const pending = [repositoryPath(view, path)];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const inside of view.tree.list(folder)) {
      if (inside.kind === 'directory') pending.push(`${folder}/${inside.name}`);
      else if (inside.kind !== 'git') {
        files++;
        bytes += inside.size;
      }
    }
  }
  return { path: `${path}/`, files, bytes };
}
