import type { Finding } from '../checks/finding.ts';
import { shortDigests } from '../dockerfile/short-digests.ts';
import { code, fenced, folded, html, shortened, table, text } from '../export/markdown-text.ts';
import type { ComparedBuild, Comparison } from './comparison.ts';
import { costText, counted, differences, headline } from './comparison-words.ts';

/** Begins the comment, unseen: by it CI finds the one that it wrote before, and writes over it. */
export const commentMarker = '<!-- layerfall:compare -->';

/** More is not read in a comment. */
const maxBuilds = 20;
const maxSentences = 10;
const maxEdits = 20;
const maxFindings = 20;
const maxBaseImages = 20;
const maxVersions = 5;

/** A comparison as a comment of a pull request: what matters first, the rest folded. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { builds, baseImages, findings, unchanged } = comparison;
  const shown = builds.slice(0, maxBuilds);
  const blocks = [
    commentMarker,
    `**${text(headline(comparison))}**`,
    ...(shown.length === 0 ? [] : [table(['Build', 'Steps that run', 'Perhaps', 'What differs'], shown.map(buildRow))]),
    ...(builds.length > shown.length ? [`… and ${builds.length - shown.length} more builds that differ.`] : []),
    ...(baseImages.length === 0
      ? []
      : [
          table(
            ['Base image before', 'Now', 'Used in'],
            baseImages
              .slice(0, maxBaseImages)
              .map(({ base, head, uses }) => [
                versions(base),
                versions(head),
                places(uses.map(({ path, line }) => `${path}:${line}`)),
              ]),
          ),
          ...(baseImages.length > maxBaseImages
            ? [`… and ${baseImages.length - maxBaseImages} more base images.`]
            : []),
        ]),
    ...(findings.new.length === 0 ? [] : [findingTable('New finding', findings.new)]),
    ...shown.flatMap(details),
    ...(findings.gone.length === 0
      ? []
      : [folded(`${counted(findings.gone.length, 'finding')} gone`, [findingTable('Finding', findings.gone)])]),
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
  return [`${code(build.name)} ${code(build.dockerfile)}`, build.cost.rebuilt, build.cost.outputDependent, what];
}

function details(build: ComparedBuild): readonly string[] {
  if (build.status === 'new' || build.status === 'removed') return [];
  const edits = build.steps.flatMap(({ change, base, head }) =>
    change === 'same' ? [] : [...(base === '' ? [] : [`- ${line(base)}`]), ...(head === '' ? [] : [`+ ${line(head)}`])],
  );
  const why = build.why.map((sentence) => `- ${text(shortened(sentence))}`);
  const blocks = [
    ...(edits.length === 0 ? [] : [fenced('diff', capped(edits, maxEdits, '# '))]),
    ...(why.length === 0 ? [] : [capped(why, maxSentences, '- ')]),
  ];
  return blocks.length === 0 ? [] : [folded(`<code>${html(build.name)}</code>: ${costText(build.cost)}`, blocks)];
}

/** Lines, the first ones; and how many there are besides. */
function capped(lines: readonly string[], max: number, mark: string): string {
  const rest = lines.length - max;
  return [...lines.slice(0, max), ...(rest > 0 ? [`${mark}… and ${rest} more`] : [])].join('\n');
}

/** An instruction on one line. */
function line(instruction: string): string {
  return shortened(instruction.replace(/\s+/g, ' '));
}

function versions(all: readonly string[]): string {
  const shown = all.slice(0, maxVersions).map(code);
  return [...shown, ...(all.length > shown.length ? [`… and ${all.length - shown.length} more`] : [])].join('<br>');
}

function findingTable(title: string, findings: readonly Finding[]): string {
  const rows = findings.slice(0, maxFindings).map(({ rule, path, range, message }) => {
    return [code(rule), code(range === null ? path : `${path}:${range.start.line}`), text(shortened(message))];
  });
  const rest = findings.length - rows.length;
  return `${table([title, 'Where', 'What'], rows)}${rest > 0 ? `\n\n… and ${rest} more.` : ''}`;
}

function places(all: readonly string[]): string {
  const distinct = [...new Set(all)];
  const shown = distinct.slice(0, 3).map(code).join(', ');
  return distinct.length > 3 ? `${shown} and ${distinct.length - 3} more` : shown;
}
