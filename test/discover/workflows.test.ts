import { describe, expect, test } from 'vitest';

import { evaluateExpression } from '../../analyzer/discover/github-actions/expression.ts';
import { buildLines, discover, lines, noticeLines, plain, type Files } from './build-lines.ts';

/** A workflow of one job with these lines below `jobs: b:`. */
function job(...all: readonly string[]): string {
  return lines('on: push', 'env: {OWNER: org}', 'jobs:', '  b:', ...all.map((line) => `    ${line}`));
}

function workflow(...all: readonly string[]): Files {
  return { '.github/workflows/ci.yml': job(...all), Dockerfile: plain, 'app/Dockerfile': plain };
}

const push = (...inputs: readonly string[]): readonly string[] => [
  'steps:',
  '- uses: docker/build-push-action@v6',
  '  with:',
  ...inputs.map((line) => `    ${line}`),
];

const rows: readonly (readonly [string, Files, string])[] = [
  ['the root without a context', workflow(...push('tags: x')), 'x: Dockerfile in ., as x'],
  [
    'a context has its own Dockerfile',
    workflow(...push('context: ./app', 'tags: x')),
    'x: app/Dockerfile in app, as x',
  ],
  [
    'file counts from the root',
    workflow(...push('context: .', 'file: app/Dockerfile', 'tags: x')),
    'x: app/Dockerfile in ., as x',
  ],
  [
    'a folder of the default context',
    workflow(...push('context: "{{defaultContext}}:app"', 'tags: x')),
    'x: app/Dockerfile in app, as x',
  ],
  [
    'a folder into which the job checks the repository out',
    workflow(
      'steps:',
      '- uses: actions/checkout@v4',
      '  with: {path: src}',
      '- uses: docker/build-push-action@v6',
      '  with: {context: src/app, tags: x}',
    ),
    'x: app/Dockerfile in app, as x',
  ],
  [
    'one of a checkout that could be of another repository, where the file lies as here',
    workflow(
      'steps:',
      '- uses: actions/checkout@v4',
      '  with: {path: release, repository: org/this}',
      '- uses: docker/build-push-action@v6',
      '  with: {context: release, file: release/app/Dockerfile, tags: x}',
    ),
    'x: app/Dockerfile in ., as x',
  ],
  [
    'a script in a checkout of the repository',
    workflow(
      'steps:',
      '- uses: actions/checkout@v4',
      '  with: {path: "${{ env.OWNER }}", repository: "${{ github.repository }}"}',
      '- run: docker build -t x .',
      '  working-directory: org/app',
    ),
    'x: app/Dockerfile in app, as x',
  ],
  [
    'lists as lines or with commas',
    workflow(
      ...push(
        'tags: |',
        '  org/x:1',
        '  org/x:2',
        'platforms: linux/amd64,linux/arm64',
        'build-args: |',
        '  A=1',
        '  B=x y',
        'build-contexts: lib=./app',
        'target: dev',
      ),
    ),
    'x-dev: Dockerfile in ., target dev, args A=1 B=x y, contexts lib=app, for linux/amd64 linux/arm64, as org/x:1 org/x:2',
  ],
  ['env of the workflow', workflow(...push('tags: ${{ env.OWNER }}/x')), 'x: Dockerfile in ., as org/x'],
  [
    'what only a run knows is said',
    workflow(...push('tags: x:${{ github.sha }}', 'build-args: C=${{ github.sha }}')),
    'Dockerfile: Dockerfile in ., unresolved build-args C=${{ github.sha }}: ${{ github.sha }} is known when the workflow runs / tags x:${{ github.sha }}: ${{ github.sha }} is known when the workflow runs',
  ],
  [
    'a build command in run',
    workflow('steps:', '- working-directory: app', '  run: docker build -t $OWNER/x .'),
    'x: app/Dockerfile in app, as org/x',
  ],
  [
    'an expression in run',
    workflow('steps:', '- env: {T: x}', "  run: docker build -t ${{ env.T }} ${{ 'app' }}"),
    'x: app/Dockerfile in app, as x',
  ],
  [
    'an unknown expression in run stays as written',
    workflow('steps:', '- run: docker build -t x --build-arg V=${{ github.sha }} app'),
    'x: app/Dockerfile in app, as x, unresolved build argument V: ${{ github.sha }} is known when the workflow runs',
  ],
];

test.each(rows)('%s', (_, files, expected) => {
  expect(buildLines(files)).toContain(expected);
});

function services(...matrix: readonly string[]): readonly string[] {
  return buildLines({
    '.github/workflows/ci.yml': job(
      'strategy:',
      '  matrix:',
      ...matrix.map((line) => `    ${line}`),
      'steps:',
      '- run: docker build -t "${{ matrix.s }}${{ matrix.t }}" "${{ matrix.s }}"',
    ),
    'a/Dockerfile': plain,
    'b/Dockerfile': plain,
  });
}

describe('a matrix', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['of one list', ['s: [a, b]'], ['a: a/Dockerfile in a, as a', 'b: b/Dockerfile in b, as b']],
    [
      'of two lists',
      ['s: [a, b]', 't: [1, 2]'],
      ['a1: a/Dockerfile in a, as a1 a2', 'b1: b/Dockerfile in b, as b1 b2'],
    ],
    [
      'with exclude',
      ['s: [a, b]', 't: [1, 2]', 'exclude: [{s: a, t: 2}, {s: b}]'],
      ['a1: a/Dockerfile in a, as a1', 'b: b/Dockerfile in b'],
    ],
    [
      'of include alone',
      ['include: [{s: a, t: x}, {s: b}]'],
      ['ax: a/Dockerfile in a, as ax', 'b: b/Dockerfile in b, as b'],
    ],
    [
      'include extends what it fits',
      ['s: [a, b]', 'include: [{s: a, t: x}]'],
      ['ax: a/Dockerfile in a, as ax', 'b: b/Dockerfile in b, as b'],
    ],
  ])('%s', (_, matrix, expected) => {
    expect(services(...matrix)).toEqual(expected);
  });

  test('made while the workflow runs is not known', () => {
    expect(
      noticeLines(
        workflow(
          'strategy: {matrix: {s: "${{ fromJSON(needs.a.outputs.b) }}"}}',
          'steps:',
          '- run: docker build ${{ matrix.s }}',
        ),
      ),
    ).toEqual([
      '.github/workflows/ci.yml:7: What this command builds is not known: dockerfile: it lies in a context that is not resolved.',
    ]);
  });
});

test('a reusable workflow runs once for each call, with its inputs and their defaults', () => {
  const files: Files = {
    '.github/workflows/image.yml': lines(
      'on:',
      '  workflow_call:',
      '    inputs:',
      '      image: {type: string}',
      '      variant: {type: string, default: plain}',
      'jobs:',
      '  b:',
      '    steps:',
      '      - run: docker build -t ${{ inputs.image }}:${{ inputs.variant }} ${{ inputs.image }}',
    ),
    '.github/workflows/ci.yml': lines(
      'on: push',
      'jobs:',
      '  a:',
      '    uses: ./.github/workflows/image.yml',
      '    with: {image: a}',
      '  b:',
      '    strategy: {matrix: {v: [x, y]}}',
      '    uses: ./.github/workflows/image.yml',
      '    with: {image: b, variant: "${{ matrix.v }}"}',
    ),
    'a/Dockerfile': plain,
    'b/Dockerfile': plain,
  };
  expect(buildLines(files)).toEqual(['a: a/Dockerfile in a, as a:plain', 'b: b/Dockerfile in b, as b:x b:y']);
});

test('bake-action declares the targets of the bake file once more', () => {
  const { builds } = discover({
    ...workflow('steps:', '- uses: docker/bake-action@v6', '  with: {targets: a}'),
    'docker-bake.hcl': 'target "a" {}\n',
  });
  expect(builds.find(({ name }) => name === 'a')?.origins.map(({ source, line }) => `${source}:${line}`)).toEqual([
    'bake:1',
    'github-actions:6',
  ]);
});

test.each<readonly [string, readonly string[], readonly string[]]>([
  [
    'a Docker action is built in the folder of its Dockerfile',
    ['runs:', '  using: docker', '  image: docker/Dockerfile'],
    ['docker: act/docker/Dockerfile in act/docker'],
  ],
  [
    'not one of an image that is pulled',
    ['runs: {using: docker, image: "docker://alpine"}'],
    ['docker: act/docker/Dockerfile in act/docker'],
  ],
  [
    'the steps of a composite action, whose inputs nobody tells',
    [
      'runs:',
      '  using: composite',
      '  steps:',
      '    - run: docker build -t x --build-arg V=${{ inputs.v }} act/docker',
    ],
    [
      'x: act/docker/Dockerfile in act/docker, as x, unresolved build argument V: ${{ inputs.v }} is known when the workflow runs',
    ],
  ],
])('%s', (_, action, expected) => {
  expect(buildLines({ 'act/action.yml': lines(...action), 'act/docker/Dockerfile': plain })).toEqual(expected);
});

const lookup = (path: readonly string[]) =>
  path.join('.') === 'env.A' ? { value: 'a' } : { reason: `${path.join('.')}?` };

describe('expressions', () => {
  test.each<readonly [string, unknown]>([
    ["'it''s'", "it's"],
    ['env.A', 'a'],
    ["env['A']", 'a'],
    ["env.A == 'A'", true],
    ["env.A != 'b' && 'yes' || 'no'", 'yes'],
    ["env.A == 'b' && 'yes' || 'no'", 'no'],
    ['!(1 == 2)', true],
    ["format('{0}-{1}', env.A, 2)", 'a-2'],
    ['null', null],
  ])('%s', (text, value) => {
    expect(evaluateExpression(text, lookup)).toEqual({ value });
  });

  test.each(['github.sha', "env.A == 'a' && github.sha", 'hashFiles(env.A)', '(((', 'env.A ++'])(
    '%s is not known',
    (text) => {
      expect(evaluateExpression(text, lookup)).toHaveProperty('reason');
    },
  );
});

test('the Dockerfile of another repository is not taken for the own one', () => {
  const files = workflow(
    'steps:',
    '- uses: actions/checkout@v4',
    '  with: {path: other, repository: org/other}',
    '- uses: docker/build-push-action@v6',
    '  with: {context: other, tags: x}',
  );
  expect(noticeLines(files)).toContain(
    '.github/workflows/ci.yml:8: The Dockerfile "other/Dockerfile" is not in this repository.',
  );
});
