import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { compareReports } from '../../analyzer/compare/compare-reports.ts';
import { commentMarker, comparisonMarkdown } from '../../analyzer/compare/comparison-markdown.ts';
import { comparisonText } from '../../analyzer/compare/comparison-text.ts';
import type { ComparedBuild, Comparison } from '../../analyzer/compare/comparison.ts';
import { differences, headline } from '../../analyzer/compare/comparison-words.ts';
import { jsonSchema, schemas } from '../../scripts/json-schema.ts';
import { hostileReport } from '../export/hostile-report.ts';
import { reportOf, reportOfFiles, sampleNames, sampleTree } from '../report/sample-report.ts';

type Files = Readonly<Record<string, string>>;

const shop: Files = {
  'compose.yaml': 'services:\n  base: { image: shop/base, build: base }\n  api: { build: api }\n',
  'base/Dockerfile': 'FROM node:20\nWORKDIR /app\nRUN make base\n',
  'api/Dockerfile':
    'FROM node:20 AS build\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nFROM alpine:3\nCOPY --from=build /out /out\nCMD ["run"]\n',
  'api/.dockerignore': 'Dockerfile\n.dockerignore\n',
  'api/package.json': '{}',
  'api/main.ts': '1',
};

function compared(change: Readonly<Record<string, string | null>>, before: Files = shop): Comparison {
  const after = Object.entries({ ...before, ...change }).flatMap(([path, text]) =>
    text === null ? [] : [[path, text] as const],
  );
  const base = { name: 'before', report: reportOfFiles(before) };
  return compareReports(base, { name: 'after', report: reportOfFiles(Object.fromEntries(after)) }, null);
}

/** A line in a Dockerfile of the shop replaced. */
const edited = (path: string, from: string, to: string): Files => ({ [path]: (shop[path] ?? '').replace(from, to) });

/** `NAME: what differs; COST`. */
const lineOf = (build: ComparedBuild): string =>
  `${build.name}: ${[...differences(build), build.cost.rebuilt].join('; ')}`;

describe('what differs', () => {
  test.each<readonly [string, Readonly<Record<string, string | null>>, readonly string[]]>([
    ['nothing', {}, []],
    ['a comment', edited('base/Dockerfile', 'WORKDIR', '# here\nWORKDIR'), []],
    ['a file that a step takes', { 'api/main.ts': '2' }, ['api: 3']],
    ['a command', edited('api/Dockerfile', 'npm ci', 'npm install'), ['api: 1 step edited; 4']],
    [
      'a step more',
      edited('base/Dockerfile', 'RUN make base', 'RUN a\nRUN b'),
      ['base: 1 step added; 1 step edited; 2 → 3 layers; 2'],
    ],
    ['a step less', edited('base/Dockerfile', 'RUN make base\n', ''), ['base: 1 step removed; 2 → 1 layer; 0']],
    ['what the image runs', edited('api/Dockerfile', '"run"', '"go"'), ['api: image config: cmd; 0']],
    [
      'another base image',
      edited('base/Dockerfile', 'node:20', 'node:22'),
      ['base: 1 step edited; stage stage-0 starts from node:22, not node:20; 2'],
    ],
    [
      'a stage more',
      edited('api/Dockerfile', 'FROM alpine:3', 'FROM alpine:3 AS tools\nRUN t\nFROM alpine:3'),
      ['api: stage tools added; 0'],
    ],
    [
      'a build less',
      { 'compose.yaml': 'services:\n  api: { build: api }\n', 'base/Dockerfile': null },
      ['base: removed; 0'],
    ],
    ['a build more', { 'web/Dockerfile': 'FROM alpine:3\nRUN w\n' }, ['web: new; 1']],
    [
      'a Dockerfile that does not build any more',
      { 'api/Dockerfile': 'FROM alpine:3\nNOTHING\n' },
      ['api: does not build: There is no instruction NOTHING.; 0'],
    ],
    ['a context that grew', { 'base/big': 'x'.repeat(5000) }, ['base: context 1 file, 40 B → 2 files, 5 kB; 0']],
  ])('%s', (_, change, lines) => {
    expect(compared(change).builds.map(lineOf)).toEqual(lines);
  });

  test('a Dockerfile that builds again', () => {
    const before = { ...shop, 'api/Dockerfile': 'FROM alpine:3\nNOTHING\n' };
    expect(compared(shop, before).builds.map(({ status }) => status)).toEqual(['mended']);
  });

  test('one that was refused before, for the same reason, is no difference', () => {
    const before = { ...shop, 'api/Dockerfile': 'FROM alpine:3\nNOTHING\n' };
    expect(compared({}, before).builds).toEqual([]);
  });

  test('what costs most comes first, what does not build before it', () => {
    const change = {
      ...edited('base/Dockerfile', 'make base', 'make all'),
      ...edited('api/Dockerfile', 'npm ci', 'npm install'),
      'web/Dockerfile': 'NOTHING\n',
    };
    expect(compared(change).builds.map(({ name }) => name)).toEqual(['web', 'api', 'base']);
  });
});

test('steps stand side by side, with the lines where they are', () => {
  const [build] = compared(edited('base/Dockerfile', 'RUN make base', 'RUN make all\nRUN b')).builds;
  const rows = build?.steps.map(({ change, base, head, baseLine, headLine, status }) =>
    [change, `${baseLine} ${base}`, `${headLine} ${head}`, status].join(' | '),
  );
  expect(rows).toEqual([
    'same | 1 FROM docker.io/library/node:20 | 1 FROM docker.io/library/node:20 | cached',
    'same | 2 WORKDIR /app | 2 WORKDIR /app | cached',
    'edited | 3 RUN make base | 3 RUN make all | rebuilt',
    'added | null  | 4 RUN b | rebuilt',
  ]);
});

test('base images that moved, came and went', () => {
  const change = {
    ...edited('base/Dockerfile', 'node:20', 'node:22'),
    ...edited('api/Dockerfile', 'alpine:3', 'scratch'),
    'web/Dockerfile': 'FROM nginx:1\n',
  };
  expect(
    compared(change).baseImages.map(({ repository, change: kind, base, head }) => [repository, kind, base, head]),
  ).toEqual([
    ['docker.io/library/alpine', 'removed', ['alpine:3'], []],
    ['docker.io/library/nginx', 'added', [], ['nginx:1']],
    ['docker.io/library/node', 'moved', [], ['node:22']],
  ]);
});

test('findings are new, gone and still there by what their lines say, wherever these are', () => {
  const before = { Dockerfile: 'FROM alpine:3.20\nMAINTAINER a\nRUN x\nCMD run\n' };
  const { findings } = compared({ Dockerfile: 'FROM alpine:3.20\n\n\nRUN x\nCMD run\nEXPOSE 80/TCP\n' }, before);
  expect([findings.new.map(({ rule }) => rule), findings.gone.map(({ rule }) => rule), findings.kept]).toEqual([
    ['ExposeProtoCasing'],
    ['MaintainerDeprecated'],
    1,
  ]);
});

test('what the cache model says is taken as it is', () => {
  const report = reportOfFiles(shop);
  const side = { name: 'x', report };
  const { cost, costBy, builds } = compareReports(side, side, ({ build }) =>
    build.name === 'api' ? [{ step: 2, status: 'output-dependent', sentence: 'Perhaps.', follower: '' }] : [],
  );
  expect({ cost, costBy, why: builds.map(({ why }) => why) }).toEqual({
    cost: { rebuilt: 0, outputDependent: 1, builds: 1 },
    costBy: 'cache',
    why: [['Perhaps.']],
  });
});

test.each<[what: string, followers: readonly string[], why: readonly string[]]>([
  ['two steps that follow are told one by one', ['', 'b', 'c'], ['0', '1', '2']],
  ['three at once', ['', 'b', 'c', 'd'], ['0', 'The 3 steps after it in the stage follow; the last is d.']],
  [
    'each run by itself',
    ['', 'b', 'c', 'd', '', 'f', '', 'h', 'i', 'j'],
    [
      '0',
      'The 3 steps after it in the stage follow; the last is d.',
      '4',
      '5',
      '6',
      'The 3 steps after it in the stage follow; the last is j.',
    ],
  ],
])('why steps run: %s', (_what, followers, why) => {
  const report = reportOfFiles(shop);
  const side = { name: 'x', report };
  const { builds } = compareReports(side, side, ({ build }) =>
    build.name === 'api'
      ? followers.map((follower, step) => ({ step, status: 'rebuilt', sentence: String(step), follower }))
      : [],
  );
  expect(builds[0]?.why).toEqual(why);
});

const stillThere = (count: number): string =>
  count === 1 ? '1 finding is still there.' : `${count} findings are still there.`;

describe('the formats', () => {
  const comparison = compared({
    ...edited('api/Dockerfile', 'npm ci', 'npm install'),
    ...edited('base/Dockerfile', 'node:20', 'node:22'),
    'web/Dockerfile': 'FROM alpine:3\nMAINTAINER me\nRUN w\n',
  });

  test('the text', async () => {
    await expect(comparisonText(comparison, false)).toMatchFileSnapshot('golden/shop.txt');
  });

  test('the comment', async () => {
    await expect(comparisonMarkdown(comparison)).toMatchFileSnapshot('golden/shop.md');
  });

  test('the headline says how many of the builds that differ run anything', () => {
    const cost = { ...comparison.cost, rebuilt: 2, outputDependent: 1, builds: 1 };
    expect(headline({ ...comparison, cost })).toBe(
      'From before to after: 3 builds differ, 1 of them in what runs: 2 steps run again, 1 more perhaps; 3 new findings.',
    );
  });

  test('a comment begins with its mark, also where nothing differs', () => {
    expect(comparisonMarkdown(compared({}))).toBe(
      `${commentMarker}\n\n**From before to after: No build differs, no step runs again.**\n\n${stillThere(compared({}).findings.kept)} 2 builds do not differ.\n`,
    );
  });

  test.each([
    ['the text', (comparison: Comparison) => comparisonText(comparison, false)],
    ['the comment', comparisonMarkdown],
  ])('%s tells digests by their first digits, which tell one from another', (_format, write) => {
    const digest = (digit: string): string => digit.repeat(64);
    const before = { Dockerfile: `FROM alpine:3@sha256:${digest('a')}\nRUN x\n` };
    const written = write(compared({ Dockerfile: before.Dockerfile.replaceAll('a'.repeat(64), digest('b')) }, before));
    expect(written).toMatch(/sha256:a{12}…/);
    expect(written).toMatch(/sha256:b{12}…/);
    expect(written).not.toMatch(/[ab]{13}/);
  });

  test('hostile names stay text', () => {
    const empty = { name: '@everyone <b>', report: reportOfFiles({}) };
    const markdown = comparisonMarkdown(compareReports(empty, { name: 'b|c', report: hostileReport() }, null));
    const prose = markdown
      .replace(/(`+)(?:(?!\1).)+\1/g, '')
      .replaceAll(/<!--.*?-->|<\/?(?:details|summary)>|<br>/g, '');
    expect(prose).not.toMatch(/<[a-z/!]/i);
    expect(markdown).not.toMatch(/(?<!`[^`\n]*)@everyone/);
    expect(comparisonText(compareReports(empty, { name: 'b', report: hostileReport() }, null), true)).not.toMatch(
      /[\u0000-\u0009\u000B-\u001F\u007F]/,
    );
  });
});

describe('the schema of a comparison', () => {
  const text = readFileSync(schemas.comparison.path, 'utf8');
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(text) as object,
  );

  test('is what the types say: npm run schema writes it anew', async () => {
    expect(text).toBe(await jsonSchema(schemas.comparison));
  });

  test('holds for the way from one sample to the next', () => {
    const reports = sampleNames.map((name) => ({ name, report: reportOf(sampleTree(name), name) }));
    for (const [index, head] of reports.entries()) {
      const base = reports[(index + 1) % reports.length] ?? head;
      validate(JSON.parse(JSON.stringify(compareReports(base, head, null))));
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});
