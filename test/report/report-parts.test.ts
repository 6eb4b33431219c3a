import { describe, expect, test } from 'vitest';
import { onlyPlan, planOf, reportOfFiles } from './sample-report.ts';

const plan = (dockerfile: string, files: Readonly<Record<string, string>> = {}) =>
  onlyPlan(reportOfFiles({ Dockerfile: dockerfile, ...files }));

/** Edges as `from kind to`, steps by the words behind their numbers. */
function edges(dockerfile: string, files?: Readonly<Record<string, string>>): readonly string[] {
  const { steps, edges: all } = plan(dockerfile, files);
  const name = (id: number): string => steps[id]?.label.replace(/^\[.*?\] /, '') ?? '?';
  return all.map(({ from, to, kind }) => `${name(from)} –${kind}→ ${name(to)}`);
}

describe('edges between steps', () => {
  test('a chain within a stage, and to the stage that it starts from', () => {
    expect(edges('FROM alpine AS a\nRUN one\nFROM a\nRUN two\n')).toEqual([
      'FROM docker.io/library/alpine:latest –chain→ RUN one',
      'RUN one –chain→ RUN two',
    ]);
  });

  test('a copy from another stage stands on its own stage and takes from the other', () => {
    expect(edges('FROM alpine AS a\nRUN one\nFROM busybox\nCOPY --from=a /x /y\n')).toEqual([
      'FROM docker.io/library/alpine:latest –chain→ RUN one',
      'RUN one –copy-from→ COPY --from=a /x /y',
      'FROM docker.io/library/busybox:latest –chain→ COPY --from=a /x /y',
    ]);
  });

  test('a mount takes from a stage, the root file system is a chain', () => {
    expect(edges('FROM alpine AS a\nRUN one\nFROM busybox\nRUN --mount=from=a,target=/a two\n')).toEqual([
      'FROM docker.io/library/alpine:latest –chain→ RUN one',
      'RUN one –mount→ RUN --mount=from=a,target=/a two',
      'FROM docker.io/library/busybox:latest –chain→ RUN --mount=from=a,target=/a two',
    ]);
  });

  test('a linked copy hangs on its stage through the merge', () => {
    expect(edges('FROM alpine\nRUN one\nCOPY --link a b\nRUN two\n', { a: '' })).toEqual([
      'FROM docker.io/library/alpine:latest –chain→ RUN one',
      'RUN one –chain→ COPY --link a b',
      'COPY --link a b –chain→ RUN two',
    ]);
  });

  test('steps that two stages have in common hang each on its own stage', () => {
    const { steps, edges: all } = plan(
      'FROM alpine AS a\nWORKDIR /x\nCOPY f .\nRUN one\nFROM alpine AS b\nWORKDIR /x\nCOPY f .\nRUN two\n' +
        'FROM busybox\nCOPY --from=a / /a\nCOPY --from=b / /b\n',
      { f: 'text' },
    );
    const place = (id: number): string => /^\[(.*?)\]/.exec(steps[id]?.label ?? '')?.[1] ?? '?';
    expect(all.map(({ from, to }) => `${place(from)} → ${place(to)}`)).toEqual([
      'a 1/4 → a 2/4',
      'a 2/4 → a 3/4',
      'a 3/4 → a 4/4',
      'a 4/4 → stage-2 2/3',
      'b 1/4 → b 2/4',
      'b 2/4 → b 3/4',
      'b 3/4 → b 4/4',
      'b 4/4 → stage-2 3/3',
      'stage-2 1/3 → stage-2 2/3',
      'stage-2 2/3 → stage-2 3/3',
    ]);
    expect(steps.filter(({ context }) => context !== null).map(({ context }) => context)).toEqual([
      { files: 1, bytes: 4 },
      { files: 1, bytes: 4 },
    ]);
  });

  test('stages that the target does not need have none', () => {
    expect(edges('FROM alpine AS unused\nRUN one\nFROM scratch\nCOPY a b\n', { a: '' })).toEqual([]);
  });
});

describe('layers', () => {
  const layers = (dockerfile: string, files?: Readonly<Record<string, string>>): readonly string[] =>
    plan(dockerfile, files).layers.map(({ by, isEmpty, isBase, step }) =>
      [isBase ? 'base' : isEmpty ? 'empty' : 'layer', by, step ?? '–'].join(' | '),
    );

  test('one entry stands for the image from outside, then those of history, from the bottom up', () => {
    expect(layers('FROM alpine:3\nENV A=1\nRUN make\nWORKDIR /app\nCMD ["x"]\n')).toEqual([
      'base | FROM alpine:3 | 0',
      'empty | ENV A=1 | –',
      'layer | RUN /bin/sh -c make # buildkit | 1',
      'layer | WORKDIR /app | 2',
      'empty | CMD ["x"] | –',
    ]);
  });

  test('an image from scratch has only its own', () => {
    expect(layers('FROM scratch\nCOPY a /\n', { a: '' })).toEqual(['layer | COPY a / # buildkit | 0']);
  });

  test('those of the stages below come first, those of stages copied from do not count', () => {
    const text = 'FROM alpine AS a\nRUN one\nFROM busybox AS b\nRUN two\nFROM a\nCOPY --from=b /x /\n';
    expect(layers(text)).toEqual([
      'base | FROM alpine:latest | 0',
      'layer | RUN /bin/sh -c one # buildkit | 1',
      'layer | COPY /x / # buildkit | 4',
    ]);
  });

  test('each trigger has its own step', () => {
    const text = 'FROM alpine AS a\nONBUILD RUN one\nONBUILD RUN two\nFROM a\nRUN three\n';
    expect(layers(text)).toEqual([
      'base | FROM alpine:latest | 0',
      'layer | RUN /bin/sh -c one # buildkit | 1',
      'layer | RUN /bin/sh -c two # buildkit | 2',
      'layer | RUN /bin/sh -c three # buildkit | 3',
    ]);
  });
});

describe('an image that another build of the repository makes', () => {
  const report = reportOfFiles({
    'compose.yaml': 'services:\n  base:\n    image: own/base\n    build: base\n  app:\n    build: app\n',
    'base/Dockerfile': 'FROM alpine:3\nENV A=1\nUSER app\nRUN make base\n',
    'app/Dockerfile': 'FROM own/base\nRUN make app\n',
  });
  const app = planOf(report.builds.find(({ build }) => build.name === 'app'));

  test('brings its configuration', () => {
    expect(app.image).toMatchObject({ env: [expect.stringMatching(/^PATH=/), 'A=1'], user: 'app' });
  });

  test('brings its layers, and what it stands on itself is what is not known', () => {
    expect(app.layers.map(({ by }) => by)).toEqual([
      'FROM alpine:3',
      'ENV A=1',
      'USER app',
      'RUN /bin/sh -c make base # buildkit',
      'RUN /bin/sh -c make app # buildkit',
    ]);
    expect(app.unknownBases).toEqual(['docker.io/library/alpine:3']);
  });

  test('is no image from outside', () => {
    expect(report.baseImages.map(({ reference }) => reference)).toEqual(['docker.io/library/alpine:3']);
    expect(report.repositoryGraph.edges.map(({ kind }) => kind).sort()).toEqual(['context', 'context', 'from', 'from']);
  });

  test('counts its layers once, where they are made', () => {
    expect(report.figures.layers).toBe(2);
  });
});

describe('the context of a build', () => {
  const { context, steps } = plan('FROM scratch\nCOPY src /src\nCOPY *.json README.md /\n', {
    '.dockerignore': 'secret\nbig\n*.md\n',
    'README.md': 'left out',
    'big/one': '12345',
    'big/two': '123',
    'package.json': '{}',
    'secret/key': 'x',
    'src/a.js': '1234',
    'src/b.js': '1',
  });

  test('has files and bytes that are sent, and those that are left out', () => {
    expect(context).toMatchObject({ kind: 'directory', path: '', ignoreFile: '.dockerignore' });
    expect([context.files, context.ignoredFiles, context.ignoredBytes]).toEqual([5, 4, 17]);
  });

  test('says what each line of the ignore file holds back', () => {
    expect(context.ignored).toEqual([
      { line: 1, pattern: 'secret', files: 1, bytes: 1, entries: 1, named: [{ path: 'secret/', files: 1, bytes: 1 }] },
      { line: 2, pattern: 'big', files: 2, bytes: 8, entries: 1, named: [{ path: 'big/', files: 2, bytes: 8 }] },
      { line: 3, pattern: '*.md', files: 1, bytes: 8, entries: 1, named: [{ path: 'README.md', files: 1, bytes: 8 }] },
    ]);
  });

  test('names of a line the largest files, and counts what else it holds back; what is kept of a folder is not counted', () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`logs/${index}.log`, 'x'.repeat(index)]),
    );
    const { context: many } = plan('FROM scratch\nCOPY . /\n', { ...files, '.dockerignore': 'logs\n!logs/11.log\n' });
    const [line, ...others] = many.ignored;
    expect(others).toEqual([]);
    expect(line).toMatchObject({ line: 1, pattern: 'logs', files: 11, bytes: 55, entries: 11 });
    expect(line?.named.map(({ path }) => path)).toEqual(
      [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((name) => `logs/${name}.log`),
    );
  });

  test('says what each step takes, the largest file first', () => {
    expect(context.taken).toEqual([
      {
        step: 0,
        files: [
          { path: 'src/a.js', bytes: 4 },
          { path: 'src/b.js', bytes: 1 },
        ],
      },
      { step: 1, files: [{ path: 'package.json', bytes: 2 }] },
    ]);
    expect(steps.map((step) => step.context)).toEqual([
      { files: 2, bytes: 5 },
      { files: 1, bytes: 2 },
    ]);
  });
});

describe('findings', () => {
  test('one for a place, however many builds share the Dockerfile', () => {
    const { findings } = reportOfFiles({
      'compose.yaml':
        'services:\n  a:\n    build: { context: ., target: a }\n  b:\n    build: { context: ., target: b }\n',
      Dockerfile: 'FROM alpine:3 as a\nFROM a AS b\n',
    });
    expect(findings).toMatchObject([
      { rule: 'FromAsCasing', path: 'Dockerfile', severity: 'warning', range: { start: { line: 1 } } },
    ]);
    expect(findings[0]?.builds).toHaveLength(2);
  });

  const undefinedVar = 'Usage of undefined variable';
  test.each<[what: string, files: Readonly<Record<string, string>>, severity: string, message: string]>([
    ['scratch sets nothing', { Dockerfile: 'FROM scratch\nUSER $A\n' }, 'warning', `${undefinedVar} '$A'`],
    [
      'an image from outside may set it',
      { Dockerfile: 'FROM alpine:3\nUSER $A\n' },
      'info',
      `${undefinedVar} '$A', unless alpine:3 sets it`,
    ],
    [
      'so may the one below another stage',
      { Dockerfile: 'FROM alpine:3 AS a\nFROM a\nUSER $A\n' },
      'info',
      `${undefinedVar} '$A', unless alpine:3 sets it`,
    ],
    [
      'each stage has an image of its own',
      { Dockerfile: 'FROM alpine:3 AS a\nRUN x\nFROM scratch\nCOPY --from=a /x /y\nUSER $A\n' },
      'warning',
      `${undefinedVar} '$A'`,
    ],
    [
      'so may the one below an image that is made here',
      { 'base/Dockerfile': 'FROM alpine:3\nENV OTHER=1\n', 'top/Dockerfile': 'FROM q.io/o/base\nUSER $A$OTHER\n' },
      'info',
      `${undefinedVar} '$A', unless alpine:3 sets it`,
    ],
  ])(
    'an undefined variable is known to be one where nothing unknown lies below: %s',
    (_what, files, severity, message) => {
      const found = reportOfFiles(files).findings.filter(({ rule }) => rule === 'UndefinedVar');
      expect(found.map((each) => [each.severity, each.message])).toEqual([[severity, message]]);
    },
  );

  test('by path, line and rule', () => {
    const { findings } = reportOfFiles({
      'b/Dockerfile': 'FROM alpine:3 as A\nMAINTAINER x\n',
      'a/Dockerfile': 'FROM alpine:3\nRUM x\n',
    });
    expect(findings.map(({ path, rule, range }) => `${path}:${range?.start.line} ${rule}`)).toEqual([
      'a/Dockerfile:2 rejected',
      'b/Dockerfile:1 FromAsCasing',
      'b/Dockerfile:1 StageNameCasing',
      'b/Dockerfile:2 MaintainerDeprecated',
    ]);
  });
});

test('base images say who uses them, how, and whether they are pinned', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const { baseImages } = reportOfFiles({
    Dockerfile: `FROM node:22 AS a\nRUN x\nFROM registry.example:5000/team/app:1@${digest}\nCOPY --from=node:22 /x /\nCOPY --from=a /y /\n`,
  });
  expect(baseImages).toMatchObject([
    {
      reference: 'docker.io/library/node:22',
      familiar: 'node:22',
      repository: 'docker.io/library/node',
      tag: '22',
      digest: '',
    },
    { familiar: `registry.example:5000/team/app:1@${digest}`, tag: '1', digest },
  ]);
  expect(baseImages[0]?.uses.map(({ kind, line }) => `${kind} ${line}`)).toEqual(['from 1', 'copy-from 4']);
});
