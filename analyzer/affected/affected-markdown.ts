import { code, folded, html, shortened, table, text } from '../export/markdown-text.ts';
import { contextText, dockerfileName, sentenceOf } from './affected-json.ts';
import type { Affected, AffectedBuild } from './affected.ts';
import { headline, shownSteps, statusText } from './affected-text.ts';

/** More is not read in a summary or a comment; the text and the JSON have all. */
const maxBuilds = 50;
const maxSteps = 50;

/** The answer for a pull request: a table of the builds, and the sentences of each folded below. */
export function affectedMarkdown(answer: Affected): string {
  const shown = answer.builds.filter(({ isAffected }) => isAffected);
  const told = shown.slice(0, maxBuilds);
  const rest = shown.length - told.length;
  const blocks = [
    `**${text(headline(answer))}**`,
    ...(told.length === 0 ? [] : [buildTable(answer, told)]),
    ...(rest === 0 ? [] : [`… and ${rest} more builds.`]),
    ...told.flatMap(details),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function buildTable({ waves }: Affected, shown: readonly AffectedBuild[]): string {
  const waveOf = new Map(waves.flatMap((ids, place) => ids.map((id) => [id, place + 1] as const)));
  const rows = shown.map((affected) => [
    title(affected),
    text(shortened(statusText(affected))),
    affected.steps.filter(({ status }) => status === 'rebuilt').length,
    affected.steps.filter(({ status }) => status === 'output-dependent').length,
    waveOf.get(affected.build.id) ?? '',
  ]);
  return table(['Build', 'Verdict', 'Steps that run', 'Perhaps', 'Wave'], rows);
}

/** `` `api` `docker/api.Dockerfile`, context `.`, target `run` ``: what tells a build from another one. */
function title(affected: AffectedBuild): string {
  const { build } = affected;
  const place = build.dockerfile === null ? `inline in ${code(build.origins[0]?.path ?? '')}` : code(build.dockerfile);
  const target = build.target === '' ? '' : `, target ${code(build.target)}`;
  return `${code(build.name)} ${place}, context ${code(contextText(affected))}${target}`;
}

function details(affected: AffectedBuild): readonly string[] {
  const steps = shownSteps(affected, false);
  if (steps.length === 0) return [];
  const items = steps.slice(0, maxSteps).map((step, place) => {
    const file = place === 0 ? dockerfileName(affected) : '';
    return `- ${text(shortened(sentenceOf(affected, step, file, steps[place - 1]?.step ?? null)))}`;
  });
  const rest = steps.length - items.length;
  const { name, target } = affected.build;
  const summary = `<code>${html(name)}</code>${target === '' ? '' : `, target <code>${html(target)}</code>`}`;
  return [folded(summary, [[...items, ...(rest === 0 ? [] : [`- … and ${rest} more steps.`])].join('\n')])];
}
