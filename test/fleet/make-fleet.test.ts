import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { fleetMarkdown } from '../../analyzer/fleet/fleet-markdown.ts';
import { makeFleet, type FleetMember } from '../../analyzer/fleet/make-fleet.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { jsonSchema, schemas } from '../../scripts/json-schema.ts';
import { hostileReport } from '../export/hostile-report.ts';
import { reportOf, sampleNames, sampleTree } from '../report/sample-report.ts';

type Files = Readonly<Record<string, string>>;

const member = (title: string, files: Files, file = `${title}.json`): FleetMember => ({
  file,
  report: reportOf(memoryFileTree(files), title),
});

const shop = member('shop', {
  'api/Dockerfile': 'FROM node:22.1\nMAINTAINER me\nCMD ["x"]\n',
  'web/Dockerfile': 'FROM node:20.1\nMAINTAINER me\nCMD ["x"]\n',
});
const tools = member('tools', {
  'lint/Dockerfile': `FROM node:22.1\nCOPY --from=alpine@sha256:${'a'.repeat(64)} /bin /bin\nCMD ["x"]\n`,
  'bad/Dockerfile': 'NOTHING\n',
});
const fleet = makeFleet([shop, tools], '0.0.0');

test('repositories, those with the most severe findings first', () => {
  expect(fleet.repositories.map(({ name, findings }) => [name, findings.error])).toEqual([
    ['tools', 1],
    ['shop', 0],
  ]);
});

test('figures of all; an image that several use is counted once', () => {
  expect(fleet.figures).toMatchObject({ dockerfiles: 4, builds: 4, baseImages: 3, rejected: 1 });
});

test('base images with their versions, and who uses them', () => {
  const rows = fleet.baseImages.map(({ repository, builds, versions }) => [
    repository,
    builds,
    ...versions.map(({ familiar, isPinned, users }) =>
      [familiar.slice(0, 20), isPinned ? 'pinned' : '', ...users.flatMap(({ places }) => places)].join(' '),
    ),
  ]);
  expect(rows).toEqual([
    [
      'docker.io/library/node',
      3,
      'node:22.1  shop/api/Dockerfile:1 tools/lint/Dockerfile:1',
      'node:20.1  shop/web/Dockerfile:1',
    ],
    ['docker.io/library/alpine', 1, 'alpine@sha256:aaaaaa pinned tools/lint/Dockerfile:2'],
  ]);
});

test('rules, the most severe first, then the most frequent', () => {
  expect(fleet.rules.slice(0, 2).map(({ rule, severity, repositories }) => [rule, severity, repositories])).toEqual([
    ['rejected', 'error', [{ repository: 'tools', findings: 1 }]],
    ['MaintainerDeprecated', 'warning', [{ repository: 'shop', findings: 2 }]],
  ]);
});

test('the order of the files does not matter', () => {
  expect(makeFleet([tools, shop], '0.0.0')).toEqual(fleet);
});

test('repositories of one title are told apart by their files', () => {
  const twins = [member('app', {}, 'one/app.json'), member('app', {}, 'two/app.json'), shop];
  expect(
    makeFleet(twins, '0')
      .repositories.map(({ name }) => name)
      .sort(),
  ).toEqual(['app (one/app.json)', 'app (two/app.json)', 'shop']);
});

describe('the overview as Markdown', () => {
  test('of the samples', async () => {
    const members = sampleNames.map((name) => ({ file: name, report: reportOf(sampleTree(name), name) }));
    await expect(fleetMarkdown(makeFleet(members, '0.0.0'))).toMatchFileSnapshot('golden/samples.md');
  });

  test('hostile names stay text', () => {
    const text = fleetMarkdown(makeFleet([{ file: 'x', report: hostileReport() }, shop], '0'));
    const prose = text.replace(/(`+)(?:(?!\1).)+\1/g, '').replaceAll(/<!-- -->|<br>/g, '');
    expect(prose).not.toMatch(/<[a-z/!]/i);
  });
});

describe('the schema of a fleet', () => {
  const text = readFileSync(schemas.fleet.path, 'utf8');
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(text) as object,
  );

  test('is what the types say: npm run schema writes it anew', async () => {
    expect(text).toBe(await jsonSchema(schemas.fleet));
  });

  test('holds', () => {
    validate(JSON.parse(JSON.stringify(fleet)));
    expect(validate.errors ?? []).toEqual([]);
  });
});
