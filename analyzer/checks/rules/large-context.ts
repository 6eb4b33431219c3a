import { contextPath } from '../../context/context-view.ts';
import type { Entry } from '../../cache/selection.ts';
import type { FileTree } from '../../context/file-tree.ts';
import { rangeOf, takings, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { costOf } from '../cost.ts';

/** A copy of very much. */
export const largeContext: Check = {
  rule: 'large-context',
  severity: 'warning',
  title: 'A COPY takes a hundred megabytes of the context',
  why: 'All of it is sent to the builder, hashed at each build and stored in a layer; any file of it that changes makes the layer again.',
  mend: 'Hold back in .dockerignore what the image does not need, or copy only the folders that it needs.',
  bad: { Dockerfile: 'FROM nginx:1.27\nCOPY . /data\n', 'videos/intro.mp4': { bytes: 100_000_001 } },
  good: {
    Dockerfile: 'FROM nginx:1.27\nCOPY . /data\n',
    '.dockerignore': 'videos\n',
    'videos/intro.mp4': { bytes: 100_000_001 },
  },
  find: function* ({ builds, tree }) {
    for (const build of builds) yield* findInBuild(build, tree);
  },
};

const largeBytes = 100_000_000;

interface Measure {
  readonly bytes: number;
  /** The folder or file at the top of what is taken that holds most, and how much. */
  readonly largest: string;
  readonly largestBytes: number;
}

/** Builds that share a context share the lists. */
const measured = new WeakMap<readonly Entry[], Measure>();

function* findInBuild(build: CheckedBuild, tree: FileTree): Iterable<CheckFinding> {
  const { view, graph } = build;
  if (view === null) return;
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind !== 'COPY' && step.kind !== 'ADD') continue;
    for (const { entries } of step.vertices.flatMap((each) => takings(build, each))) {
      const measure = measured.get(entries) ?? measureOf(entries, tree, (path) => contextPath(view, path));
      measured.set(entries, measure);
      if (measure.bytes < largeBytes) continue;
      yield {
        message: `This takes ${megabytes(measure.bytes)} of the context, ${megabytes(measure.largestBytes)} of it in ${measure.largest}`,
        path: build.path,
        range: rangeOf(build, vertex.instruction),
        builds: [build.id],
        cost: costOf(graph, { instructions: [step.instruction] }, null),
      };
    }
  }
}

function measureOf(entries: readonly Entry[], tree: FileTree, inContext: (path: string) => string): Measure {
  const tops = new Map<string, number>();
  let bytes = 0;
  for (const { path, kind } of entries) {
    // What is vendored is there to be copied.
    if (path === null || kind !== 'file' || /(?:^|\/)(?:vendor|third_party|node_modules)\//.test(path)) continue;
    const size = tree.stat(path)?.size ?? 0;
    const own = inContext(path);
    const top = own.slice(0, own.indexOf('/') + 1) || own;
    bytes += size;
    tops.set(top, (tops.get(top) ?? 0) + size);
  }
  let largest = '';
  for (const [top, size] of tops) if (largest === '' || size > (tops.get(largest) ?? 0)) largest = top;
  return { bytes, largest, largestBytes: tops.get(largest) ?? 0 };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
