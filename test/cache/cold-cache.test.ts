import { expect, test } from 'vitest';
import { builders, keyBuild } from '../../analyzer/cache/builder.ts';
import { coldComparison, type ExportMode } from '../../analyzer/cache/cold-cache.ts';
import { compareKeys } from '../../analyzer/cache/compare-keys.ts';
import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import { keyRecords } from '../../analyzer/cache/match-keys.ts';
import { contextView } from '../../analyzer/context/context-view.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';

const dockerfile = parseDockerfile(`FROM base AS build
RUN install
COPY src /src
RUN compile
FROM base
COPY conf /conf
COPY --from=build /out /out
`);

function keysWith(files: Readonly<Record<string, string>>) {
  const view = contextView(memoryFileTree({ src: 's', conf: 'c', ...files }), '', null);
  const { outcome, keyed } = keyBuild(builders.buildkit, dockerfile, {}, { selections: contextSelections(() => view) });
  if (keyed === null || outcome.kind === 'rejected') throw new Error('rejected');
  return { keyed, result: outcome.plan.result?.vertex ?? null };
}

test.each<[change: string, files: Record<string, string>, ExportMode, expected: readonly string[]]>([
  ['nothing', {}, 'min', ['cached', 'cached', 'cached', 'cached', 'cached']],
  [
    'a file of the build stage: its first step was not exported',
    { src: '2' },
    'min',
    ['rebuilt', 'rebuilt', 'rebuilt', 'cached', 'output-dependent'],
  ],
  ['the same with all results', { src: '2' }, 'max', ['cached', 'rebuilt', 'rebuilt', 'cached', 'output-dependent']],
  [
    'a file of the image: the copy after it needs what the build stage left',
    { conf: '2' },
    'min',
    ['rebuilt', 'rebuilt', 'rebuilt', 'rebuilt', 'rebuilt'],
  ],
  ['the same with all results', { conf: '2' }, 'max', ['cached', 'cached', 'cached', 'rebuilt', 'rebuilt']],
  ['an inline cache is like min', { conf: '2' }, 'inline', ['rebuilt', 'rebuilt', 'rebuilt', 'rebuilt', 'rebuilt']],
])('a builder that starts empty: %s', (_, files, mode, expected) => {
  const { keyed, result } = keysWith(files);
  const warm = compareKeys(keyRecords(keysWith({}).keyed), keyed);
  const steps = coldComparison(keyed, warm, result, mode).steps.map(({ status }) => status);
  expect(steps.filter((_status, step) => keyed.vertices[keyed.steps[step]?.[0] ?? 0]?.kind !== 'source')).toEqual(
    expected,
  );
});
