import type { Finding } from '../checks/finding.ts';
import { shortDigests } from '../dockerfile/short-digests.ts';
import { code, table, text } from '../export/markdown-text.ts';
import type { ComparedBuild, Comparison } from './comparison.ts';
import { costText, counted, differences, headline } from './comparison-words.ts';

/** Begins the comment, unseen: by it CI finds the one that it wrote before, and writes over it. */
export const commentMarker = '<!-- layerfall:compare -->';

/** More is not read in a comment. */
const maxBuilds = 20;
const maxSentences = 10;
const maxFindings = 20;

/** A comparison as a comment of a pull request: what matters first, the rest folded. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { builds, baseImages, findings, unchanged } = comparison;
  const shown = builds.slice(0, maxBuilds);
  const blocks = [
    commentMarker,
    `**${text(headline(comparison))}**`,
    ...(shown.length === 0 ? [] : [table(['Build', 'What differs', 'Steps that run', 'Perhaps'], shown.map(buildRow))]),
    ...(builds.length > shown.length ? [`… and ${builds.length - shown.length} more builds that differ.`] : []),
    ...(baseImages.length === 0
      ? []
      : [
          table(
            ['Base image', 'Before', 'Now', 'Used in'],
            baseImages.map(({ repository, base, head, uses }) => [
              code(repository),
              base.map(code).join(', '),
              head.map(code).join(', '),
              places(uses.map(({ path, line }) => `${path}:${line}`)),
            ]),
          ),
        ]),
    ...(findings.new.length === 0 ? [] : [findingTable('New finding', findings.new)]),
    ...shown.flatMap(details),
    ...(findings.gone.length === 0
      ? []
      : [fold(`${counted(findings.gone.length, 'finding')} gone`, findingTable('Finding', findings.gone))]),
    [
      ...(findings.kept === 0
        ? []
        : [`${counted(findings.kept, 'finding')} ${findings.kept === 1 ? 'is' : 'are'} still there.`]),
      ...(unchanged === 0 ? [] : [`${counted(unchanged, 'build')} ${unchanged === 1 ? 'does' : 'do'} not differ.`]),
    ].join(' '),
  ];
  // Nobody reads a whole digest, and tables grow wide with it; the JSON has all of it.
  return shortDigests(`${blocks.filter((block) => block !== '').join('\n\n')}\n`);
}

function buildRow(build: ComparedBuild): readonly (number | string)[] {
  const what = differences(build).map(text).join('<br>');
  return [`${code(build.name)} ${code(build.dockerfile)}`, what, build.cost.rebuilt, build.cost.outputDependent];
}

function details(build: ComparedBuild): readonly string[] {
  const lines = build.steps.flatMap(({ change, base, head }) =>
    change === 'same'
      ? []
      : [...(base === '' ? [] : [`- − ${code(base)}`]), ...(head === '' ? [] : [`- + ${code(head)}`])],
  );
  const why = build.why.slice(0, maxSentences).map((sentence) => `- ${text(sentence)}`);
  const rest = build.why.length - why.length;
  const all = [...lines, ...why, ...(rest > 0 ? [`- … and ${rest} more`] : [])];
  if (all.length === 0 || build.status === 'new' || build.status === 'removed') return [];
  return [fold(`${build.name}: ${costText(build.cost)}`, all.join('\n'))];
}

function fold(title: string, body: string): string {
  return `<details><summary>${text(title)}</summary>\n\n${body}\n\n</details>`;
}

function findingTable(title: string, findings: readonly Finding[]): string {
  const rows = findings.slice(0, maxFindings).map(({ rule, path, range, message }) => {
    return [code(rule), code(range === null ? path : `${path}:${range.start.line}`), text(message)];
  });
  const rest = findings.length - rows.length;
  return `${table([title, 'Where', 'What'], rows)}${rest > 0 ? `\n\n… and ${rest} more.` : ''}`;
}

function places(all: readonly string[]): string {
  const distinct = [...new Set(all)];
  const shown = distinct.slice(0, 3).map(code).join(', ');
  return distinct.length > 3 ? `${shown} and ${distinct.length - 3} more` : shown;
}
