import { describe, expect, test } from 'vitest';
import { analyze } from '../../analyzer/analyze.ts';
import { bytesOf, stepsOf } from '../../analyzer/audit/measures.ts';
import type { Budgets, Size } from '../../analyzer/configuration/configuration.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';

const files = {
  'api/Dockerfile': 'FROM alpine:3\nCOPY package.json /\nRUN install\nCOPY src /src\nRUN build\nCMD run me\n',
  'api/package.json': '{}',
  'api/src/a.js': 'a'.repeat(600),
  'api/src/b.js': 'b'.repeat(400),
  'docs/Dockerfile': 'FROM alpine:3\nCOPY page.md /\nCMD run me\n',
  'docs/page.md': 'x'.repeat(5000),
  'broken/Dockerfile': 'FROM alpine:3\nRUM x\n',
};

function reportWith(budgets: Budgets, more: Readonly<Record<string, string>> = {}) {
  return analyze(memoryFileTree({ ...files, ...more }), {
    title: 'repository',
    version: '0.0.0',
    configuration: {
      budgets,
      ignore: ['broken/'],
      accept: [{ rule: 'JSONArgsRecommended', path: 'docs', reason: 'x' }],
    },
  });
}

/** Each budget as `subject: worst of max`, and below it what is beyond. */
function lines(budgets: Budgets): readonly string[] {
  return reportWith(budgets).budgets.flatMap(({ subject, worst, max, excesses }) => [
    `${subject}: ${worst} of ${max}`,
    ...excesses.map(({ path, line, message }) => `  ${path}${line === null ? '' : `:${line}`} ${message}`),
  ]);
}

describe('a budget', () => {
  test.each<[string, Budgets, readonly string[]]>([
    ['is none where none is configured', {}, []],
    ['of findings is kept', { findings: { warning: 1 } }, ['findings of severity warning: 1 of 1']],
    [
      'of findings counts what nobody accepts',
      { findings: { warning: 0 } },
      ['findings of severity warning: 1 of 0', '   there are 1 findings of severity warning, 1 more than 0'],
    ],
    [
      'of chains counts the steps that one file rebuilds',
      { chain: [{ max: 3 }] },
      [
        'the invalidation chain of each build: 4 of 3',
        '  api/Dockerfile:2 a change of api/package.json rebuilds 4 steps of api, 1 more than 3',
      ],
    ],
    ['of chains is kept', { chain: [{ max: 4 }] }, ['the invalidation chain of each build: 4 of 4']],
    [
      'of chains may be for a build by name',
      { chain: [{ builds: 'docs', max: 0 }] },
      [
        'the invalidation chain of docs: 1 of 0',
        '  docs/Dockerfile:2 a change of docs/page.md rebuilds 1 steps of docs, 1 more than 0',
      ],
    ],
    [
      'of rebuilds holds for each file',
      { rebuilds: [{ files: 'api/src/**', max: 1 }] },
      [
        'what a change of api/src/** rebuilds of each build: 2 of 1',
        '  api/src/a.js a change, as of 1 more of these files, rebuilds 2 of 4 steps of api, 1 more than 1',
      ],
    ],
    [
      'of rebuilds may be a share',
      {
        rebuilds: [
          { files: '*.js', max: '50%' },
          { files: '*.js', max: '49%' },
        ],
      },
      [
        'what a change of *.js rebuilds of each build: 2 of 50%',
        'what a change of *.js rebuilds of each build: 2 of 49%',
        '  api/src/a.js a change, as of 1 more of these files, rebuilds 2 of 4 steps of api, 1 more than 1, which is 49%',
      ],
    ],
    [
      'of rebuilds may be of all builds together',
      { rebuilds: [{ files: '**', of: 'repository', max: '79%' }] },
      [
        'what a change of ** rebuilds of all builds: 4 of 79%',
        '  api/package.json a change rebuilds 4 of 5 steps in 1 of 2 builds, 1 more than 3, which is 79%',
      ],
    ],
    [
      'of rebuilds may be for some builds',
      { rebuilds: [{ files: '**', builds: 'docs/', max: 0 }] },
      [
        'what a change of ** rebuilds of docs/: 1 of 0',
        '  docs/page.md a change rebuilds 1 of 1 steps of docs, 1 more than 0',
      ],
    ],
  ])('%s', (_what, budgets, expected) => {
    expect(lines(budgets)).toEqual(expected);
  });

  test('of contexts names the build, its size and the excess, and has exceptions behind the rule', () => {
    const [all, docs] = reportWith({ context: [{ max: '2kB' }, { builds: 'docs/**', max: 1000 }] }).budgets;
    expect(all?.excesses).toEqual([]);
    expect(all?.worst).toBeGreaterThan(1000);
    const [excess] = docs?.excesses ?? [];
    expect(excess).toMatchObject({ path: 'docs/Dockerfile', line: null, limit: 1000, value: docs?.worst });
    expect(excess?.message).toMatch(/^the context of docs holds 5\.\d\d kB, 4\.\d\d kB more than 1\.00 kB$/);
  });

  test('that fits no file is told', () => {
    const { notices } = reportWith({ rebuilds: [{ files: 'scr/**', max: 1 }] });
    expect(notices.map(({ message }) => message)).toEqual([
      'The configuration has a budget for what a change of scr/** rebuilds, and no build takes such a file.',
    ]);
  });

  test('counts what an image of the repository drags along', () => {
    const budgets = reportWith(
      { rebuilds: [{ files: 'api/package.json', of: 'repository', max: 0 }] },
      {
        'compose.yaml': 'services:\n  api:\n    image: corp/api:1\n    build: api\n',
        'app/Dockerfile': 'FROM corp/api:1\nRUN one\nRUN two\n',
      },
    ).budgets;
    expect(budgets[0]?.worst).toBe(6);
  });
});

test.each<[Size, number]>([
  [12, 12],
  ['12 B', 12],
  ['1.5kB', 1500],
  ['100MB', 100_000_000],
  ['1 GiB', 1_073_741_824],
  ['0.5KiB', 512],
])('%s is %i bytes', (size, bytes) => {
  expect(bytesOf(size)).toBe(bytes);
});

test.each([
  ['50%', 7, 3],
  ['33.3%', 1000, 333],
  ['100%', 7, 7],
  ['0%', 7, 0],
  [5, 7, 5],
] as const)('%s of %i steps are %i', (share, all, steps) => {
  expect(stepsOf(share, all)).toBe(steps);
});
