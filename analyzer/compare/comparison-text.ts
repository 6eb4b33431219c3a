import { shortDigests } from '../dockerfile/short-digests.ts';
import { plainLine } from '../plan/plain-line.ts';
import type { ComparedBuild, ComparedFindings, Comparison } from './comparison.ts';
import { costText, differences, headline } from './comparison-words.ts';

/** As many sentences are told of one build. */
const maxSentences = 8;

/** A comparison for a terminal. */
export function comparisonText(comparison: Comparison, isVerbose: boolean): string {
  const { builds, baseImages, findings, costBy, unchanged } = comparison;
  const blocks = [
    headline(comparison),
    ...builds.map((build) => buildText(build, isVerbose)),
    ...(baseImages.length === 0
      ? []
      : [['Base images:', ...baseImages.map(({ base, head }) => `  ${imageText(base, head)}`)].join('\n')]),
    ...findingsText(findings),
    ...(unchanged === 0 ? [] : [`${unchanged} more ${unchanged === 1 ? 'build does' : 'builds do'} not differ.`]),
    ...(costBy === 'keys' && builds.length > 0
      ? ['Steps are told by their keys alone: compare two revisions to know why they run.']
      : []),
  ];
  const plain = (block: string): string =>
    block
      .split('\n')
      .map((line) => plainLine(line))
      .join('\n');
  return shortDigests(`${blocks.map(plain).join('\n\n')}\n`);
}

/** `node:20 → node:22`; what is not there on one side is `nothing`. */
export function imageText(base: readonly string[], head: readonly string[]): string {
  const [one, other] = [base, head].map((images) => (images.length === 0 ? 'nothing' : images.join(', ')));
  return `${one} → ${other}`;
}

function buildText(build: ComparedBuild, isVerbose: boolean): string {
  const { name, dockerfile, cost, why, steps } = build;
  const lines = [`${name} (${dockerfile}): ${[...differences(build), costText(cost)].join('; ')}`];
  for (const { change, base, head, baseLine, headLine } of steps) {
    if (change === 'same') continue;
    if (base !== '') lines.push(`  - ${place(baseLine)}${base}`);
    if (head !== '') lines.push(`  + ${place(headLine)}${head}`);
  }
  const told = isVerbose ? why : why.slice(0, maxSentences);
  lines.push(...told.map((sentence) => `  ${sentence}`));
  if (told.length < why.length) lines.push(`  … and ${why.length - told.length} more (--verbose)`);
  return lines.join('\n');
}

const place = (line: number | null): string => (line === null ? '' : `line ${line}: `);

function findingsText({ new: fresh, gone, kept }: ComparedFindings): readonly string[] {
  const list = (title: string, findings: ComparedFindings['new']): readonly string[] =>
    findings.length === 0
      ? []
      : [
          [
            `${title}:`,
            ...findings.map(
              ({ path, range, rule, message }) =>
                `  ${path}${range === null ? '' : `:${range.start.line}`}: ${rule}: ${message}`,
            ),
          ].join('\n'),
        ];
  const rest = kept === 0 ? [] : [`${kept} ${kept === 1 ? 'finding is' : 'findings are'} still there.`];
  return [...list('New findings', fresh), ...list('Findings that are gone', gone), ...rest];
}
