import type { Affected, AffectedBuild } from './affected.ts';
import { dockerfileName, sentenceOf } from './affected-json.ts';
import { buildTitle, headline, shownSteps, statusText } from './affected-text.ts';

/** The answer for a pull request: a table of the builds, and the sentences of each folded below. */
export function affectedMarkdown(answer: Affected): string {
  const shown = answer.builds.filter(({ isAffected }) => isAffected);
  const blocks = [`**${headline(answer)}**`];
  if (shown.length > 0) blocks.push(table(answer, shown));
  for (const affected of shown) {
    const details = detailsOf(affected);
    if (details !== '') blocks.push(details);
  }
  return `${blocks.join('\n\n')}\n`;
}

function table({ waves }: Affected, shown: readonly AffectedBuild[]): string {
  const waveOf = new Map(waves.flatMap((ids, place) => ids.map((id) => [id, place + 1] as const)));
  const rows = shown.map((affected) => {
    const runs = affected.steps.filter(({ status }) => status === 'rebuilt').length;
    const may = affected.steps.filter(({ status }) => status === 'output-dependent').length;
    const cells = [
      escape(buildTitle(affected)),
      escape(statusText(affected)),
      runs,
      may,
      waveOf.get(affected.build.id) ?? '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| Build | Verdict | Steps that run | Steps that may run | Wave |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

function detailsOf(affected: AffectedBuild): string {
  const steps = shownSteps(affected, false);
  if (steps.length === 0) return '';
  const items = steps.map((step, place) => {
    const file = place === 0 ? dockerfileName(affected) : '';
    return `- ${escape(sentenceOf(affected, step, file, steps[place - 1]?.step ?? null))}`;
  });
  return [`<details><summary>${html(buildTitle(affected))}</summary>`, '', ...items, '', '</details>'].join('\n');
}

/** Text from a repository as text in Markdown: no markup, no HTML, no table cell of its own, no mention of a person. */
function escape(text: string): string {
  return html(text).replace(/[\\`*_{}[\]+!|~]/g, (character) => `\\${character}`);
}

/** The same within HTML, where a backslash would be shown. */
function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replace(/[\r\n]+/g, ' ');
}
