import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../analyzer/analyze.ts';
import { readImport } from '../../../analyzer/audit/import/read-import.ts';
import type { Configuration } from '../../../analyzer/configuration/configuration.ts';
import { memoryFileTree } from '../../../analyzer/context/memory-file-tree.ts';
import type { Report } from '../../../analyzer/report/report.ts';

const root = '/home/me/shop';
const api = 'FROM alpine:3\nRUN cd /x && make\nCMD run me\n';
const files = {
  'api/Dockerfile': api,
  'api/.dockerignore': 'node_modules\n',
  'compose.yaml': 'services:\n  api:\n    build: api\n',
  'package-lock.json': '{}',
};

function reportWith(imported: unknown, configuration: Configuration = {}): Report {
  const results = readImport(JSON.stringify(imported), root);
  if (typeof results === 'string') throw new Error(results);
  return analyze(memoryFileTree(files), { title: 'shop', version: '0.0.0', imported: results, configuration });
}

/** `tool rule severity path:from-to message` of what was imported. */
function lines({ findings }: Report): readonly string[] {
  return findings
    .filter(({ source }) => source !== 'buildkit' && source !== 'layerfall')
    .map(({ source, rule, severity, path, range, message }) => {
      const place =
        range === null ? '' : `:${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`;
      return `${source} ${rule} ${severity} ${path}${place} ${message}`;
    });
}

function sarif(result: object, run: object = {}, driver: object = {}): object {
  const location = { physicalLocation: { artifactLocation: { uri: 'api/Dockerfile' }, region: { startLine: 2 } } };
  return {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Tool', ...driver } },
        results: [{ ruleId: 'R1', message: { text: 'Wrong' }, locations: [location], ...result }],
        ...run,
      },
    ],
  };
}

const at = (uri: string, region: object = { startLine: 2 }): object => ({
  locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
});

describe('a result is pinned', () => {
  test.each<[string, object, string]>([
    ['to its line', sarif({}), 'Tool R1 warning api/Dockerfile:2:1-2:18 Wrong'],
    [
      'to its columns',
      sarif(at('api/Dockerfile', { startLine: 2, startColumn: 5, endColumn: 7 })),
      'Tool R1 warning api/Dockerfile:2:5-2:7 Wrong',
    ],
    [
      'to several lines',
      sarif(at('api/Dockerfile', { startLine: 1, endLine: 2 })),
      'Tool R1 warning api/Dockerfile:1:1-2:18 Wrong',
    ],
    [
      'to the whole line where it has no length',
      sarif(at('api/Dockerfile', { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 })),
      'Tool R1 warning api/Dockerfile:2:1-2:18 Wrong',
    ],
    [
      'within the file',
      sarif(at('api/Dockerfile', { startLine: 2, startColumn: 900, endLine: 900, endColumn: 900 })),
      'Tool R1 warning api/Dockerfile:2:18-4:1 Wrong',
    ],
    [
      'to the file where its line is beyond the end',
      sarif(at('api/Dockerfile', { startLine: 900 })),
      'Tool R1 warning api/Dockerfile Wrong',
    ],
    ['to the file where it names no line', sarif(at('api/Dockerfile', {})), 'Tool R1 warning api/Dockerfile Wrong'],
    [
      'to the file where its line is none',
      sarif(at('api/Dockerfile', { startLine: -1 })),
      'Tool R1 warning api/Dockerfile Wrong',
    ],
    [
      'to a file that declares builds',
      sarif(at('compose.yaml', { startLine: 3, startColumn: 5 })),
      'Tool R1 warning compose.yaml:3:5-3:6 Wrong',
    ],
    ['to an ignore file', sarif(at('api/.dockerignore', {})), 'Tool R1 warning api/.dockerignore Wrong'],
    [
      'by an absolute path',
      sarif(at('file:///home/me/shop/api/Dockerfile')),
      'Tool R1 warning api/Dockerfile:2:1-2:18 Wrong',
    ],
    [
      'by an index of artifacts',
      sarif(
        { locations: [{ physicalLocation: { artifactLocation: { index: 0 } } }] },
        { artifacts: [{ location: { uri: 'api/Dockerfile' } }] },
      ),
      'Tool R1 warning api/Dockerfile Wrong',
    ],
    ['with its level', sarif({ level: 'error' }), 'Tool R1 error api/Dockerfile:2:1-2:18 Wrong'],
    ['as info for a note', sarif({ level: 'note' }), 'Tool R1 info api/Dockerfile:2:1-2:18 Wrong'],
    [
      'with the level of its rule',
      sarif({}, {}, { rules: [{ id: 'R1', defaultConfiguration: { level: 'error' } }] }),
      'Tool R1 error api/Dockerfile:2:1-2:18 Wrong',
    ],
    [
      'by its rule’s security severity',
      sarif({}, {}, { rules: [{ id: 'R1', properties: { 'security-severity': '7.5' } }] }),
      'Tool R1 error api/Dockerfile:2:1-2:18 Wrong',
    ],
    [
      'by its rule’s index',
      sarif({ ruleId: undefined, ruleIndex: 0 }, {}, { rules: [{ id: 'R7' }] }),
      'Tool R7 warning api/Dockerfile:2:1-2:18 Wrong',
    ],
    [
      'with the message of its rule',
      sarif({ message: { id: 'm' } }, {}, { rules: [{ id: 'R1', messageStrings: { m: { text: 'Said' } } }] }),
      'Tool R1 warning api/Dockerfile:2:1-2:18 Said',
    ],
    [
      'with Trivy’s message alone',
      sarif({ message: { text: 'Artifact: x\nType: dockerfile\nMessage: Use WORKDIR\nLink: y' } }),
      'Tool R1 warning api/Dockerfile:2:1-2:18 Use WORKDIR',
    ],
    [
      'though the tool suppressed it and took that back',
      sarif({ suppressions: [{ kind: 'external', status: 'rejected' }] }),
      'Tool R1 warning api/Dockerfile:2:1-2:18 Wrong',
    ],
  ])('%s', (_what, log, expected) => {
    const report = reportWith(log);
    expect(lines(report)).toEqual([expected]);
    expect(report.notices).toEqual([]);
  });

  test('to the builds of its file', () => {
    const report = reportWith(sarif({}));
    expect(report.findings.find(({ rule }) => rule === 'R1')?.builds).toEqual(report.builds.map(({ id }) => id));
  });

  test('with what to do, where the tool says it in a line', () => {
    const hintOf = (rule: object): string | undefined =>
      reportWith(sarif({}, {}, { rules: [{ id: 'R1', ...rule }] })).findings.find((each) => each.rule === 'R1')?.hint;
    expect(hintOf({ help: { text: 'Do it' } })).toBe('Do it');
    expect(hintOf({ help: { text: 'Do\nit' }, helpUri: 'https://example.com/r1' })).toBe('See https://example.com/r1');
    expect(hintOf({ helpUri: 'javascript:alert(1)' })).toBe('');
  });

  test('with a fingerprint that stays when it is imported again, one for each', () => {
    const twice = {
      version: '2.1.0',
      runs: [
        ...(sarif({}) as { runs: object[] }).runs,
        ...(sarif({ message: { text: 'Other' } }) as { runs: object[] }).runs,
      ],
    };
    const prints = (log: object): readonly string[] => reportWith(log).findings.map(({ fingerprint }) => fingerprint);
    expect(prints(twice)).toEqual(prints(twice));
    expect(new Set(prints(twice)).size).toBe(prints(twice).length);
    expect(prints(twice)).not.toContain('');
  });

  test('and may be accepted, or off, by its rule', () => {
    expect(reportWith(sarif({}), { accept: [{ rule: 'R1', reason: 'x' }] }).figures.accepted).toBe(1);
    expect(lines(reportWith(sarif({}), { checks: { R1: 'off' } }))).toEqual([]);
    expect(lines(reportWith(sarif({}), { checks: { R1: 'error' } }))[0]).toContain(' error ');
  });
});

describe('a result is left out', () => {
  test.each<[string, object]>([
    ['that passed', sarif({ kind: 'pass' })],
    ['that does not apply', sarif({ kind: 'notApplicable' })],
    ['that is gone', sarif({ baselineState: 'absent' })],
    ['that the tool suppresses', sarif({ suppressions: [{ kind: 'inSource' }] })],
    [
      'that BuildKit’s checks say here, too',
      sarif({ ruleId: 'JSONArgsRecommended', ...at('api/Dockerfile', { startLine: 3 }) }),
    ],
  ])('%s', (_what, log) => {
    const report = reportWith(log);
    expect(lines(report)).toEqual([]);
    expect(report.notices).toEqual([]);
  });

  test.each<[string, object]>([
    ['a file that says nothing of builds', sarif(at('package-lock.json'))],
    ['a file that is not there', sarif(at('web/Dockerfile'))],
    ['a file outside', sarif(at('../shop/api/Dockerfile'))],
    ['no file', sarif({ locations: [] })],
  ])('about %s, and is counted', (_what, log) => {
    const report = reportWith(log);
    expect(lines(report)).toEqual([]);
    expect(report.notices.map(({ message }) => message)).toEqual([
      '1 imported result of Tool left out: not about a Dockerfile or a build definition of this repository.',
    ]);
  });
});

describe('BuildKit’s checks', () => {
  const checked = {
    warnings: [
      {
        ruleName: 'JSONArgsRecommended',
        detail: 'said here, too',
        location: { ranges: [{ start: { line: 3 }, end: { line: 3 } }] },
      },
      {
        ruleName: 'SomethingNew',
        description: 'general',
        detail: 'in detail',
        location: { ranges: [{ start: { line: 2 }, end: { line: 2 } }] },
      },
    ],
    sources: [{ filename: 'Dockerfile', language: 'Dockerfile', data: btoa(api) }],
  };

  test.each<[string, object]>([
    ['of docker build', checked],
    ['of docker buildx bake', { target: { api: { build: {}, check: checked } } }],
  ])('%s are pinned by the Dockerfile’s text, and told once', (_what, value) => {
    const { findings } = reportWith(value);
    expect(findings.filter(({ rule }) => rule === 'JSONArgsRecommended')).toHaveLength(1);
    const found = findings.find(({ rule }) => rule === 'SomethingNew');
    expect(found).toMatchObject({
      source: 'buildkit',
      path: 'api/Dockerfile',
      message: 'in detail',
      severity: 'warning',
    });
    expect(found?.range?.start.line).toBe(2);
  });

  test('name an error of the build', () => {
    const value = {
      sources: checked.sources,
      buildError: { message: 'no such stage', location: { ranges: [{ start: { line: 1 } }] } },
    };
    expect(reportWith(value).findings.find(({ rule }) => rule === 'rejected')).toMatchObject({
      severity: 'error',
      message: 'no such stage',
    });
  });

  test('of another text are left out', () => {
    const other = { ...checked, sources: [{ data: btoa('FROM scratch\n') }] };
    expect(reportWith(other).notices[0]?.message).toContain('2 imported results of buildkit left out');
  });
});

describe('what is no import', () => {
  test.each([
    ['', 'it is not valid JSON'],
    ['<xml/>', 'it is not valid JSON'],
    ['[]', 'it is neither SARIF nor the JSON of docker build --check'],
    ['null', 'it is neither SARIF nor the JSON of docker build --check'],
    ['{"version":"1.0.0","runs":[]}', 'it is not SARIF 2.1.0'],
    ['['.repeat(200_000), 'it is not valid JSON'],
  ])('%.30j', (text, reason) => {
    expect(readImport(text, root)).toBe(reason);
  });

  test('a log of any shape is read without failing', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, fc.constant(null), fc.integer(), fc.string(), fc.array(tie('any')), tie('object')),
      object: fc.dictionary(
        fc.constantFrom(
          'runs',
          'results',
          'tool',
          'driver',
          'rules',
          'locations',
          'physicalLocation',
          'artifactLocation',
          'uri',
          'region',
          'startLine',
          'message',
          'text',
          'warnings',
          'sources',
          'target',
          'suppressions',
        ),
        tie('any'),
      ),
    })).object;
    fc.assert(
      fc.property(value, (log) => {
        const results = readImport(JSON.stringify({ version: '2.1.0', ...(log as object) }), root);
        if (typeof results !== 'string') analyze(memoryFileTree(files), { title: '', version: '', imported: results });
      }),
      { numRuns: 60 },
    );
  });

  test('texts are one line, and not longer than one reads', () => {
    const [found = ''] = lines(reportWith(sarif({ message: { text: `a\n\tb${'c'.repeat(5000)}` } })));
    expect(found).toMatch(/ a bc+…$/);
    expect(found.length).toBeLessThan(1100);
  });
});
