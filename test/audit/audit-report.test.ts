import { describe, expect, test } from 'vitest';
import { analyze } from '../../analyzer/analyze.ts';
import type { Configuration } from '../../analyzer/configuration/configuration.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import type { Report } from '../../analyzer/report/report.ts';

function reportOf(
  files: Readonly<Record<string, string>>,
  configuration: Configuration = {},
  baseline: readonly string[] = [],
): Report {
  return analyze(memoryFileTree(files), { title: 'repository', version: '0.0.0', configuration, baseline });
}

/** `rule line: who accepts it: why` of each finding of BuildKit's rules. */
function findings({ findings: all }: Report): readonly string[] {
  return all
    .filter(({ source }) => source === 'buildkit')
    .map(({ rule, range, acceptance }) => {
      const by = acceptance === null ? 'open' : [acceptance.by, acceptance.reason].join(': ').replace(/: $/, '');
      return `${rule} ${range?.start.line ?? 'file'} ${by}`;
    });
}

const messages = ({ notices }: Report): readonly string[] => notices.map(({ path, message }) => `${path} ${message}`);

const command = 'FROM alpine:3\nCMD run me\n';

describe('a finding is accepted', () => {
  test.each<[string, string, Configuration, readonly string[]]>([
    ['by nobody', command, {}, ['JSONArgsRecommended 2 open']],
    [
      'by a comment above it',
      'FROM alpine:3\n# layerfall ignore=JSONArgsRecommended a shell is wanted\nCMD run me\n',
      {},
      ['JSONArgsRecommended 3 comment: a shell is wanted'],
    ],
    [
      'by a comment above its stage',
      '# layerfall ignore-stage=JSONArgsRecommended old\nFROM alpine:3\nCMD run me\n',
      {},
      ['JSONArgsRecommended 3 comment: old'],
    ],
    [
      'by a comment for the file',
      '# layerfall ignore-file=JSONArgsRecommended old\nFROM alpine:3\nCMD run me\n',
      {},
      ['JSONArgsRecommended 3 comment: old'],
    ],
    [
      'by no comment above another instruction',
      '# layerfall ignore=JSONArgsRecommended old\nFROM alpine:3\nCMD run me\n',
      {},
      ['JSONArgsRecommended 3 open'],
    ],
    [
      'by no comment above another stage',
      '# layerfall ignore-stage=JSONArgsRecommended old\nFROM alpine:3\nFROM alpine:3\nCMD run me\n',
      {},
      ['JSONArgsRecommended 4 open'],
    ],
    [
      'by hadolint’s name of the rule',
      'FROM alpine:3\n# hadolint ignore=DL3025\nCMD run me\n',
      {},
      ['JSONArgsRecommended 3 comment'],
    ],
    [
      'by hadolint’s name where it means the same',
      '# hadolint global ignore=DL4003\nFROM alpine:3\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\nCMD ["a"]\nCMD ["b"]\n',
      {},
      ['MultipleInstructionsDisallowed 3 open', 'MultipleInstructionsDisallowed 5 comment'],
    ],
    [
      'by no other rule of hadolint’s',
      'FROM alpine:3\n# hadolint ignore=DL3020\nCMD run me\n',
      {},
      ['JSONArgsRecommended 3 open'],
    ],
    [
      'by the configuration',
      command,
      { accept: [{ rule: 'JSONArgsRecommended', reason: 'later' }] },
      ['JSONArgsRecommended 2 configuration: later'],
    ],
    [
      'by the configuration for its path',
      command,
      { accept: [{ rule: 'JSONArgsRecommended', path: 'Dockerfile', reason: 'later' }] },
      ['JSONArgsRecommended 2 configuration: later'],
    ],
    [
      'by no other path',
      command,
      { accept: [{ rule: 'JSONArgsRecommended', path: 'docs/', reason: 'later' }] },
      ['JSONArgsRecommended 2 open'],
    ],
    [
      'by the comment first',
      'FROM alpine:3\n# layerfall ignore=JSONArgsRecommended here\nCMD run me\n',
      { accept: [{ rule: 'JSONArgsRecommended', reason: 'later' }] },
      ['JSONArgsRecommended 3 comment: here'],
    ],
  ])('%s', (_what, dockerfile, configuration, expected) => {
    expect(findings(reportOf({ Dockerfile: dockerfile }, configuration))).toEqual(expected);
  });

  test('by the baseline, wherever its line moves to, and not when the line is another', () => {
    const [first] = reportOf({ Dockerfile: command }).findings;
    const baseline = [first?.fingerprint ?? ''];
    expect(findings(reportOf({ Dockerfile: command }, {}, baseline))).toEqual(['JSONArgsRecommended 2 baseline']);
    expect(findings(reportOf({ Dockerfile: `# more\n\n${command}` }, {}, baseline))).toEqual([
      'JSONArgsRecommended 4 baseline',
    ]);
    expect(findings(reportOf({ Dockerfile: 'FROM alpine:3\nCMD run you\n' }, {}, baseline))).toEqual([
      'JSONArgsRecommended 2 open',
    ]);
    expect(findings(reportOf({ 'a/Dockerfile': command }, {}, baseline))).toEqual(['JSONArgsRecommended 2 open']);
  });

  test('in the Dockerfile of a compose file, by a comment in it', () => {
    const compose =
      'services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM alpine:3\n        # layerfall ignore=JSONArgsRecommended here\n        CMD run me\n';
    expect(findings(reportOf({ 'compose.yaml': compose }))).toEqual(['JSONArgsRecommended 3 comment: here']);
  });

  test('and is counted apart', () => {
    const { figures } = reportOf(
      { Dockerfile: `${command}MAINTAINER me\n` },
      { accept: [{ rule: 'JSONArgsRecommended', reason: 'x' }] },
    );
    expect([figures.findings, figures.accepted]).toEqual([1, 1]);
  });
});

describe('a rule', () => {
  test.each<[string, Configuration, readonly string[]]>([
    ['has a severity of its own', {}, ['JSONArgsRecommended warning']],
    [
      'is as severe as the configuration says',
      { checks: { JSONArgsRecommended: 'error' } },
      ['JSONArgsRecommended error'],
    ],
    ['may be off', { checks: { JSONArgsRecommended: 'off' } }, []],
  ])('%s', (_what, configuration, expected) => {
    const { findings: all, figures } = reportOf({ Dockerfile: command }, configuration);
    const own = all.filter(({ source }) => source === 'buildkit');
    expect(own.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
    expect(figures.findings).toBe(all.length);
  });
});

describe('what accepts nothing is told', () => {
  test.each<[string, string, Configuration, string]>([
    [
      'a comment that no finding needs',
      '# layerfall ignore-file=JSONArgsRecommended x\nFROM alpine:3\n',
      {},
      'Dockerfile This comment accepts "JSONArgsRecommended", which nothing breaks there.',
    ],
    [
      'a comment that names no rule',
      '# layerfall ignore-file=JSONArgRecommended x\nFROM alpine:3\n',
      {},
      'Dockerfile This comment accepts "JSONArgRecommended", and nothing here has a rule of that name. Did you mean "JSONArgsRecommended"?',
    ],
    [
      'an acceptance of the configuration',
      'FROM alpine:3\n',
      { accept: [{ rule: 'StageNameCasing', path: 'docs', reason: 'x' }] },
      ' The configuration accepts "StageNameCasing", in docs, which nothing breaks there.',
    ],
    [
      'a check that does not exist',
      'FROM alpine:3\n',
      { checks: { StageNameCase: 'off' } },
      ' The configuration sets the check "StageNameCase", and nothing here has a rule of that name.',
    ],
  ])('%s', (_what, dockerfile, configuration, message) => {
    expect(messages(reportOf({ Dockerfile: dockerfile }, configuration))).toEqual([message]);
  });

  test('with its place', () => {
    const [notice] = reportOf({ Dockerfile: 'FROM alpine:3\n# layerfall ignore=UndefinedVar x\nRUN true\n' }).notices;
    expect(notice?.range?.start).toEqual({ line: 2, column: 1 });
  });

  test('but not a comment for hadolint or BuildKit', () => {
    const text = '# hadolint global ignore=DL3025\nFROM alpine:3\n# check=skip=StageNameCasing\nRUN true\n';
    expect(messages(reportOf({ Dockerfile: text }))).toEqual([]);
  });
});
