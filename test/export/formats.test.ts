import { MultiDirectedGraph, MultiGraph } from 'graphology';
import { parse as parseGexf } from 'graphology-gexf';
import { parse as parseGraphml } from 'graphology-graphml';
import { describe, expect, test } from 'vitest';
import { writeCodeQuality } from '../../analyzer/export/code-quality.ts';
import { writeCsv } from '../../analyzer/export/csv.ts';
import { writeDot } from '../../analyzer/export/dot.ts';
import { formats } from '../../analyzer/export/formats.ts';
import { writeGexf } from '../../analyzer/export/gexf.ts';
import { writeGraphml } from '../../analyzer/export/graphml.ts';
import { writeJson } from '../../analyzer/export/json.ts';
import { writeMarkdown } from '../../analyzer/export/markdown.ts';
import { writeMermaid } from '../../analyzer/export/mermaid.ts';
import { writeSarif } from '../../analyzer/export/sarif.ts';
import { reportOf, reportOfFiles, sampleTree } from '../report/sample-report.ts';
import { hostileReport } from './hostile-report.ts';

const shop = reportOf(sampleTree('shop'), 'shop');
const hostile = hostileReport();
const empty = reportOfFiles({});

test.each([...formats.keys()])('%s ends with a line end, also for an empty repository', async (format) => {
  const write = await formats.get(format)?.();
  for (const report of [shop, hostile, empty]) expect(write?.(report)).toMatch(/[^\n]\r?\n$/);
});

test('json is the report', () => {
  expect(JSON.parse(writeJson(shop))).toEqual(JSON.parse(JSON.stringify(shop)));
});

describe.each([
  ['graphml', (report: typeof shop) => parseGraphml(MultiDirectedGraph, writeGraphml(report))],
  ['gexf', (report: typeof shop) => parseGexf(MultiGraph, writeGexf(report))],
])('%s', (_name, read) => {
  test.each([
    ['the shop', shop],
    ['hostile names', hostile],
    ['an empty repository', empty],
  ])('holds the repository graph of %s', (_what, report) => {
    const graph = read(report);
    const { nodes, edges } = report.repositoryGraph;
    const seen = (text: string): string => text.replace(/[\u0001\u0007\ud800]/g, '\ufffd');
    expect(graph.nodes()).toEqual(nodes.map(({ id }) => seen(id)));
    expect(graph.mapNodes((_node, { label }) => label)).toEqual(nodes.map(({ label }) => seen(label)));
    expect(graph.mapEdges((_edge, _attributes, from, to) => [from, to])).toEqual(
      edges.map(({ from, to }) => [seen(from), seen(to)]),
    );
  });
});

describe('dot', () => {
  test('draws images, contexts and builds apart, and says what is taken', () => {
    const dot = writeDot(shop);
    expect(dot).toContain(
      '"image:docker.io/library/node:22-bookworm-slim" [label="node:22-bookworm-slim", shape=cylinder];',
    );
    expect(dot).toContain('"context:services/gateway" [label="services/gateway/", shape=folder];');
    expect(dot).toMatch(/"build:[^"]*base-node" -> "build:[^"]*storefront" \[label="from", style=solid\];/);
  });

  test('has one statement a line, whatever names hold', () => {
    const lines = writeDot(hostile).split('\n').slice(3, -2);
    expect(lines).toHaveLength(hostile.repositoryGraph.nodes.length + hostile.repositoryGraph.edges.length);
    const quoted = '"(?:[^"\\\\]|\\\\.)*"';
    for (const line of lines)
      expect(line).toMatch(new RegExp(`^ {2}${quoted}(?: -> ${quoted})? \\[label=${quoted}, \\w+=\\w+\\];$`));
  });
});

describe('mermaid', () => {
  test('joins every node that an edge names', () => {
    const lines = writeMermaid(shop).split('\n');
    const nodes = new Set(lines.flatMap((line) => /^ {2}(n\d+)[[>]/.exec(line)?.[1] ?? []));
    const ends = lines.flatMap((line) => /^ {2}(n\d+) (?:==>|-).* (n\d+)$/.exec(line)?.slice(1) ?? []);
    expect(ends).toHaveLength(2 * shop.repositoryGraph.edges.length);
    for (const end of ends) expect(nodes).toContain(end);
  });

  test('lets no name end its label', () => {
    for (const line of writeMermaid(hostile).split('\n').slice(1, -1)) {
      expect(line).toMatch(/^ {2}n\d+(?:\[\("[^"<>|`]*"\)\]|>"[^"<>|`]*"\]|\["[^"<>|`]*"\]| \S.* n\d+)$/);
    }
  });
});

describe('csv', () => {
  test('has a line a build', () => {
    const lines = writeCsv(shop).split('\r\n');
    expect(lines).toHaveLength(shop.builds.length + 2);
    expect(lines.find((line) => line.startsWith('gateway,'))).toBe(
      'gateway,services/gateway/Dockerfile,,services/gateway,planned,1,4,2,2,397',
    );
  });

  test('is no formula to a spreadsheet, and quotes what holds commas, quotes and line ends', () => {
    const rows = writeCsv(hostile);
    expect(rows).toContain('"\'=cmd|""x""!A1/Dockerfile"');
    expect(rows).not.toMatch(/(?:^|,|\n)"?[=+@]/);
    expect(rows).toMatch(/"a""\];\nb -> c;/);
  });
});

describe('markdown', () => {
  const text = writeMarkdown(hostile);

  test('says what was found', () => {
    const summary = writeMarkdown(shop);
    expect(summary).toContain('| 11 | 16 | 35 |');
    expect(summary).toContain('| `payments` | `services/payments/Dockerfile` | `services/payments` | 2 | 10 |  |');
    expect(summary).toMatch(/\| `JSONArgsRecommended` \| `services\/catalog\/Dockerfile:\d+` \| /);
  });

  test('keeps each row on its line, with as many cells as the header', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const cells = (row: string): number => row.match(/(?<!\\)\|/g)?.length ?? 0;
    const builds = rows.filter((row) => row.includes('Dockerfile`'));
    expect(builds.length).toBeGreaterThanOrEqual(hostile.builds.length);
    for (const row of builds) expect([5, 8]).toContain(cells(row) + 1);
  });

  test('has no markup, links and mentions from names outside of code', () => {
    const bare = text.replace(/(`+)(?:(?!\1)[\s\S])*\1(?!`)/g, '').replaceAll('<!-- -->', ' ');
    expect(bare).not.toMatch(/<(?!!)|(?<!\\)\[|@\w|https?:\//);
  });
});

describe('code quality', () => {
  interface Entry {
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  const read = (report: typeof shop): readonly Entry[] => JSON.parse(writeCodeQuality(report)) as readonly Entry[];

  test('has every finding with a place and a severity that GitLab knows', () => {
    const entries = read(hostile);
    expect(entries.map(({ fingerprint }) => fingerprint)).toEqual(
      hostile.findings.map(({ fingerprint }) => fingerprint),
    );
    for (const { severity, location } of entries) {
      expect(['info', 'minor', 'critical']).toContain(severity);
      expect(location.lines.begin).toBeGreaterThan(0);
    }
  });

  test('names the file that holds a Dockerfile, and leaves out what is accepted', () => {
    const [finding] = shop.findings;
    if (finding === undefined) throw new Error('the shop has no finding');
    const inline = { ...finding, path: 'a/compose.yaml:7 (inline)' };
    const accepted = { ...finding, acceptance: { by: 'baseline', reason: '' } as const };
    expect(read({ ...shop, findings: [inline, accepted] }).map(({ location }) => location)).toEqual([
      { path: 'a/compose.yaml', lines: { begin: 1 } },
    ]);
  });
});

describe('sarif', () => {
  interface Sarif {
    readonly runs: readonly [
      {
        readonly tool: {
          readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] };
        };
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly level: string;
          readonly locations: readonly [
            {
              readonly physicalLocation: {
                readonly artifactLocation: { readonly uri: string };
                readonly region?: { readonly startLine: number };
              };
            },
          ];
        }[];
      },
    ];
  }
  const [run] = (JSON.parse(writeSarif(hostile)) as Sarif).runs;

  test('has every finding, by a rule that it lists', () => {
    expect(run.results.map(({ ruleId }) => ruleId)).toEqual(hostile.findings.map(({ rule }) => rule));
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('leads to the documentation of BuildKit’s checks', () => {
    const [shopRun] = (JSON.parse(writeSarif(shop)) as Sarif).runs;
    expect(shopRun.tool.driver.rules).toContainEqual({
      id: 'JSONArgsRecommended',
      helpUri: 'https://docs.docker.com/go/dockerfile/rule/json-args-recommended/',
    });
  });

  test('carries what checks of our own say of themselves', () => {
    const Dockerfile = 'FROM alpine:3\nADD https://example.com/a /a\n';
    const [own] = (JSON.parse(writeSarif(reportOfFiles({ Dockerfile }))) as Sarif).runs;
    expect(own.tool.driver.rules).toContainEqual(
      expect.objectContaining({
        id: 'remote-add-without-checksum',
        shortDescription: { text: 'ADD takes a file from the web without a checksum.' },
        defaultConfiguration: { level: 'warning' },
        help: expect.objectContaining({
          markdown: expect.stringContaining('```dockerfile\nFROM ') as string,
        }) as object,
      }),
    );
  });

  test('names files by addresses that are valid, and lines', () => {
    for (const { locations } of run.results) {
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri).toMatch(/^(?:[\w.~!*'()-]|%[0-9A-F]{2})+(?:\/(?:[\w.~!*'()-]|%[0-9A-F]{2})+)*$/);
      expect(region === undefined || region.startLine > 0).toBe(true);
    }
  });

  test('keeps accepted findings as suppressed ones, and says who accepts them', () => {
    const dockerfile = 'FROM alpine:3\n# layerfall ignore=JSONArgsRecommended a shell is wanted\nCMD run me\n';
    const [accepted] = (JSON.parse(writeSarif(reportOfFiles({ Dockerfile: dockerfile }))) as Sarif).runs;
    const result = accepted.results.find(({ ruleId }) => ruleId === 'JSONArgsRecommended');
    const suppressions = [{ kind: 'inSource', status: 'accepted', justification: 'a shell is wanted' }];
    expect(result).toMatchObject({ suppressions });
    expect(run.results.every((each) => !('suppressions' in each))).toBe(true);
  });

  test('knows a finding again when its line moves', () => {
    const fingerprints = (text: string) =>
      (JSON.parse(writeSarif(reportOfFiles({ Dockerfile: text }))) as Sarif).runs[0].results.map((result) =>
        JSON.stringify(result)
          .match(/"partialFingerprints":\{[^}]+\}/)
          ?.at(0),
      );
    const text = 'FROM alpine:3\nMAINTAINER a\nCMD run me\n';
    expect(fingerprints(`# one more line\n\n${text}`)).toEqual(fingerprints(text));
    expect(new Set(fingerprints(text)).size).toBe(fingerprints(text).length);
  });

  test('tells what is rejected from what is only unwise', () => {
    const levels = new Set(
      run.results.map(({ ruleId, level }) => `${ruleId === 'rejected' ? 'rejected' : 'check'} ${level}`),
    );
    expect([...levels].sort()).toEqual(['check note', 'check warning', 'rejected error']);
  });
});
