import { describe, expect, test } from 'vitest';
import { builders, keyBuild } from '../../analyzer/cache/builder.ts';
import { noChange, type ChangeSet } from '../../analyzer/cache/change.ts';
import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import { cacheGraph } from '../../analyzer/cache/make-cache-graph.ts';
import { propagate } from '../../analyzer/cache/propagate.ts';
import { contextView } from '../../analyzer/context/context-view.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';

const view = contextView(memoryFileTree(new Map([['a.txt', 'a\n']])), '', null);

/** Each step that the change reaches, with the steps or lines that its causes name. */
function reached(lines: readonly string[], change: Partial<ChangeSet>): readonly string[] {
  const { outcome, keyed } = keyBuild(
    builders.buildkit,
    parseDockerfile(lines.join('\n')),
    {},
    {
      selections: contextSelections(() => view),
    },
  );
  if (outcome.kind === 'rejected' || keyed === null) return ['rejected'];
  const { steps, dockerfile } = outcome.plan;
  const lineOf = (instruction: number): string => `line ${dockerfile.instructions[instruction]?.range.start.line ?? 0}`;
  return propagate(cacheGraph(keyed), { ...noChange, ...change })
    .filter(({ status }) => status !== 'cached' && status !== 'unused')
    .map(({ step, status, causes }) => {
      const why = causes.map((cause) => {
        if (cause.kind === 'instruction') return lineOf(cause.instruction);
        return 'step' in cause ? `${cause.kind} ${steps[cause.step]?.label ?? ''}` : cause.kind;
      });
      return `${steps[step]?.label ?? ''}: ${status}, ${why.join(', ')}`;
    });
}

const twoStages = [
  'FROM base:1 AS deps',
  'WORKDIR /app',
  'RUN install',
  'FROM base:1 AS build',
  'WORKDIR /app',
  'RUN install',
  'RUN build',
  'FROM scratch',
  'COPY --from=deps /app/deps /deps',
  'COPY --from=build /app/out /out',
];

describe('stages that begin with the same steps, which a builder runs once', () => {
  test.each<[name: string, lines: readonly string[], change: Partial<ChangeSet>, expected: readonly string[]]>([
    [
      'an edit of one leaves the other cached',
      twoStages,
      { instructions: [2] },
      [
        '[deps 3/3] RUN install: rebuilt, line 3',
        '[stage-2 1/2] COPY --from=deps /app/deps /deps: output-dependent, output [deps 3/3] RUN install',
        '[stage-2 2/2] COPY --from=build /app/out /out: output-dependent, step [stage-2 1/2] COPY --from=deps /app/deps /deps',
      ],
    ],
    [
      'an edit of the other leaves the one cached',
      twoStages,
      { instructions: [5] },
      [
        '[build 3/4] RUN install: rebuilt, line 6',
        '[build 4/4] RUN build: rebuilt, step [build 3/4] RUN install',
        '[stage-2 2/2] COPY --from=build /app/out /out: output-dependent, output [build 4/4] RUN build',
      ],
    ],
    [
      'an edit of FROM is of one stage, too',
      twoStages,
      { instructions: [3] },
      [
        '[build 1/4] FROM docker.io/library/base:1: rebuilt, line 4',
        '[build 2/4] WORKDIR /app: rebuilt, step [build 1/4] FROM docker.io/library/base:1',
        '[build 3/4] RUN install: rebuilt, step [build 2/4] WORKDIR /app',
        '[build 4/4] RUN build: rebuilt, step [build 3/4] RUN install',
        '[stage-2 2/2] COPY --from=build /app/out /out: output-dependent, output [build 4/4] RUN build',
      ],
    ],
    [
      'an argument that both are made of is of both',
      ['ARG V=1', 'FROM base:$V AS one', 'RUN x', 'FROM base:$V', 'RUN x', 'COPY --from=one /etc /one'],
      { instructions: [0] },
      [
        '[one 1/2] FROM docker.io/library/base:1: rebuilt, line 1',
        '[one 2/2] RUN x: rebuilt, step [one 1/2] FROM docker.io/library/base:1',
        '[stage-1 1/3] FROM docker.io/library/base:1: rebuilt, line 1',
        '[stage-1 2/3] RUN x: rebuilt, step [stage-1 1/3] FROM docker.io/library/base:1',
        '[stage-1 3/3] COPY --from=one /etc /one: rebuilt, step [stage-1 2/3] RUN x',
      ],
    ],
    [
      'a RUN that mounts the equal of what it runs on has it as one input, until an edit parts them',
      ['FROM base:1 AS one', 'FROM base:1', 'RUN --mount=from=one,target=/m x'],
      { instructions: [0] },
      [
        '[one 1/1] FROM docker.io/library/base:1: rebuilt, line 1',
        '[stage-1 2/2] RUN --mount=from=one,target=/m x: rebuilt, line 1',
      ],
    ],
    [
      'the image that both start from is one',
      twoStages,
      { baseImages: ['docker.io/library/base:1'] },
      [
        '[deps 1/3] FROM docker.io/library/base:1: rebuilt, base-image',
        '[deps 2/3] WORKDIR /app: rebuilt, step [deps 1/3] FROM docker.io/library/base:1',
        '[deps 3/3] RUN install: rebuilt, step [deps 2/3] WORKDIR /app',
        '[build 1/4] FROM docker.io/library/base:1: rebuilt, base-image',
        '[build 2/4] WORKDIR /app: rebuilt, step [build 1/4] FROM docker.io/library/base:1',
        '[build 3/4] RUN install: rebuilt, step [build 2/4] WORKDIR /app',
        '[build 4/4] RUN build: rebuilt, step [build 3/4] RUN install',
        '[stage-2 1/2] COPY --from=deps /app/deps /deps: output-dependent, output [deps 3/3] RUN install',
        '[stage-2 2/2] COPY --from=build /app/out /out: output-dependent, step [stage-2 1/2] COPY --from=deps /app/deps /deps, output [build 4/4] RUN build',
      ],
    ],
  ])('%s', (_, lines, change, expected) => {
    expect(reached(lines, change)).toEqual(expected);
  });
});
