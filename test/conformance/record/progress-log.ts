import type { Observed } from './experiment.ts';

/**
 * Reads `docker build --progress=plain` of BuildKit: a step whose number was followed by `CACHED` was cached, any other
 * ran. FROM and internal steps are left out: what they print is no verdict.
 *
 * Source of the format: util/progress/progressui/printer.go of BuildKit.
 */
export function readBuildkitLog(log: string): Observed {
  const labels = new Map<string, string>();
  const cached = new Set<string>();
  for (const line of log.split('\n')) {
    const [number, rest] = splitNumber(line.trimEnd());
    if (number === null) continue;
    if (rest === 'CACHED') cached.add(number);
    // Later lines of a step repeat its label or carry its output: the first one names it.
    else if (isStepLabel(rest) && !labels.has(number)) labels.set(number, rest);
  }
  return Object.fromEntries([...labels].map(([number, label]) => [label, cached.has(number) ? 'cached' : 'ran']));
}

function splitNumber(line: string): [number: string | null, rest: string] {
  const space = line.indexOf(' ');
  if (!line.startsWith('#') || space < 2) return [null, line];
  return [line.slice(1, space), line.slice(space + 1)];
}

function isStepLabel(text: string): boolean {
  if (!text.startsWith('[')) return text.startsWith('LINK ');
  const close = text.indexOf('] ');
  if (close < 0 || text.startsWith('[internal]') || text.includes(' internal] ')) return false;
  if (text.startsWith('[context ')) return false;
  return !text.slice(close + 2).startsWith('FROM ');
}

/**
 * Reads the classic builder's log: ` ---> Using cache` under a step says that it was cached.
 *
 * Source of the format: builder/dockerfile/dispatchers.go of Moby.
 */
export function readClassicLog(log: string): Observed {
  return readStepLog(log, (line) => (line.startsWith('Step ') ? line : null), ' ---> Using cache');
}

/**
 * Reads `buildah build --layers`: `--> Using cache` under a step says that it was cached.
 *
 * Source of the format: imagebuildah/stage_executor.go of Buildah.
 */
export function readBuildahLog(log: string): Observed {
  return readStepLog(log, (line) => (line.includes('STEP ') ? line : null), '--> Using cache');
}

function readStepLog(log: string, labelOf: (line: string) => string | null, cachedMark: string): Observed {
  const observed = new Map<string, 'cached' | 'ran'>();
  let label: string | null = null;
  for (const raw of log.split('\n')) {
    const line = raw.trimEnd();
    const found = labelOf(line);
    if (found !== null) {
      label = / : FROM |: FROM |COMMIT/.test(found) ? null : found;
      if (label !== null) observed.set(label, 'ran');
    } else if (label !== null && line.startsWith(cachedMark)) {
      observed.set(label, 'cached');
    }
  }
  return Object.fromEntries(observed);
}
