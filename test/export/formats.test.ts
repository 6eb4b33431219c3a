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
import type { Report } from '../../analyzer/report/report.ts';
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

describe('mermaid of a graph that is larger than Mermaid draws', () => {
  const build = (index: number) => ({
    id: `b${index}`,
    kind: 'build' as const,
    label: `build ${index}`,
    folder: '',
    build: null,
  });
  const image = (index: number) => ({ ...build(index), id: `i${index}`, kind: 'image' as const });
  const edge = (from: string, to: string) => ({ from, to, kind: 'from' as const, isConvention: false });
  const graphOf = (nodes: readonly object[], edges: readonly object[]): Report =>
    ({ repositoryGraph: { nodes, edges } }) as unknown as Report;
  const numbers = Array.from({ length: 400 }, (_, index) => index);
  const images = numbers.map((index) => edge(`i${index}`, `b${index}`));
  const builds = numbers.slice(1).map((index) => edge('b0', `b${index}`));
  const large = writeMermaid(graphOf([...numbers.map(build), ...numbers.map(image)], [...images, ...builds]));

  test('draws five hundred arrows, those between builds first, and says what is missing', () => {
    const drawn = large.split('\n').filter((line) => line.includes('==>'));
    expect(drawn).toHaveLength(500);
    expect(drawn.filter((line) => line.includes('n0 ==>'))).toHaveLength(399);
    expect(large).toContain('rest["… and 299 arrows more than Mermaid draws"]');
  });

  test('stays below fifty thousand characters, joins only what it shows, and says what is missing', () => {
    const long = numbers.map((index) => ({ ...build(index), label: `${index}`.repeat(100) }));
    const text = writeMermaid(graphOf(long, builds));
    expect(text.length).toBeLessThanOrEqual(50_000);
    expect(text).toMatch(/rest\["… and \d+ boxes, \d+ arrows more than Mermaid draws"\]/);
    const shown = new Set([...text.matchAll(/^ {2}(n\d+)\[/gm)].map(([, name]) => name));
    for (const [, from, to] of text.matchAll(/^ {2}(n\d+) ==> (n\d+)$/gm))
      expect(shown).toEqual(new Set([...shown, from, to]));
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

  test('says what was found: in a line, by rule, by build', () => {
    const summary = writeMarkdown(shop);
    expect(summary).toMatch(/^16 builds of 11 Dockerfiles: 35 stages, \d+ steps, 47 layers, on 9 base images\.$/m);
    expect(summary).toMatch(/^\*\*\d+ findings\*\* \(0 errors, \d+ warnings, \d+ info\)\.$/m);
    expect(summary).toContain('<details><summary>warning: <code>JSONArgsRecommended</code>: 2 findings</summary>\n\n');
    expect(summary).toMatch(/^\| `services\/catalog\/Dockerfile:9` \| JSON arguments recommended/m);
    expect(summary).toContain('| `payments` | `services/payments/Dockerfile` | `services/payments` | 2 | 10 |  |');
  });

  test('shows the costliest rules of a severity first', () => {
    const costs = [...writeMarkdown(shop).matchAll(/<summary>info: .*?(?:rebuilds (\d+) steps?[^<]*)?<\/summary>/g)];
    const steps = costs.map(([, count = '0']) => Number(count));
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
    expect(Math.max(...steps)).toBeGreaterThan(0);
  });

  test('keeps each row on its line, with as many cells as the header of its table', () => {
    const cells = (row: string): number => row.match(/(?<!\\)\|/g)?.length ?? 0;
    for (const block of text.split('\n\n').filter((each) => each.startsWith('|'))) {
      const [header = '', ...rows] = block.split('\n');
      for (const row of rows) expect(cells(row), row).toBe(cells(header));
    }
    expect(text).toContain('| `fine` |');
  });

  test('has no markup, links and mentions from names outside of code', () => {
    const folds = /<\/?(?:details|summary|code)>/g;
    const bare = text
      .replace(/(`+)(?:(?!\1)[\s\S])*\1(?!`)/g, '')
      .replace(folds, '')
      .replaceAll('<!-- -->', ' ');
    expect(bare).not.toMatch(/<(?!!)|(?<!\\)\[|@\w|https?:\//);
  });

  test('closes each part that it opens', () => {
    for (const report of [shop, hostile]) {
      const written = writeMarkdown(report);
      expect(written.match(/<details>/g)).toHaveLength(written.match(/<\/details>/g)?.length ?? 0);
    }
  });

  test('names of rules and tools are text, in folded parts too', () => {
    const [finding] = hostile.findings;
    if (finding === undefined) throw new Error('there is no finding');
    const imported = { ...finding, rule: '</code><img src=x> @me', source: '<b>Tool</b>', acceptance: null };
    const written = writeMarkdown({ ...hostile, findings: [imported] });
    expect(written).toContain(
      '<code>&#60;/code&#62;&#60;img src=x&#62; @<!-- -->me</code> (&#60;b&#62;Tool&#60;/b&#62;)',
    );
  });

  test('shows fifty findings of a rule, and says how many more there are', () => {
    const [finding] = hostile.findings;
    if (finding === undefined) throw new Error('there is no finding');
    const findings = Array.from({ length: 70 }, () => ({ ...finding, message: 'x'.repeat(5000) }));
    const written = writeMarkdown({ ...hostile, findings });
    expect(written).toContain('… and 20 more.');
    expect(written.length).toBeLessThan(100_000);
  });

  test('stays below what GitHub shows, and says what does not fit', () => {
    const [finding] = hostile.findings;
    if (finding === undefined) throw new Error('there is no finding');
    const rules = Array.from({ length: 200 }, (_, rule) =>
      Array.from({ length: 50 }, () => ({ ...finding, rule: `rule-${rule}`, message: 'ü'.repeat(5000) })),
    );
    const written = writeMarkdown({ ...hostile, findings: rules.flat() });
    expect(Buffer.byteLength(written)).toBeLessThan(1 << 20);
    expect(written).toMatch(/… and \d+ more parts than fit here: the report holds all of it\.\n$/);
  });

  test('says how budgets stand, and what is too much', () => {
    const excess = { value: 3, limit: 2, message: 'the <b>context</b>', path: 'a|b', line: 4, builds: [] };
    const budget = {
      kind: 'chain',
      subject: 'the chain',
      max: '2',
      unit: 'steps',
      worst: 3,
      excesses: [excess],
    } as const;
    const written = writeMarkdown({ ...shop, budgets: [budget, { ...budget, subject: 'other', excesses: [] }] });
    expect(written).toContain('1 of 2 budgets exceeded.');
    expect(written).toContain(
      '| the chain | `2` | **exceeded** |  |\n|  |  | `a\\|b:4` | the &#60;b&#62;context&#60;/b&#62; |',
    );
    expect(written).toContain('| other | `2` | kept |  |');
  });

  test('shows accepted findings apart', () => {
    const written = writeMarkdown(
      reportOfFiles({ Dockerfile: 'FROM alpine:3\n# layerfall ignore=JSONArgsRecommended a shell\nCMD run me\n' }),
    );
    expect(written).toContain('<details><summary>1 finding accepted</summary>');
    expect(written).toContain('| `JSONArgsRecommended` | `Dockerfile:3` | comment | a shell |');
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
    expect(shopRun.tool.driver.rules.find(({ id }) => id === 'JSONArgsRecommended')).toMatchObject({
      id: 'JSONArgsRecommended',
      help: { text: expect.stringContaining('Write ["program", "argument"]') },
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
