import { plainLine } from '../plan/plain-line.ts';
import type { Affected, AffectedBuild, BuildStatus } from './affected.ts';
import type { AffectedStep } from './affected-steps.ts';
import { contextText, dockerfileName, sentenceOf } from './affected-json.ts';

const words: Readonly<Record<BuildStatus, string>> = {
  cached: 'cached',
  config: 'same layers, another image config',
  new: 'new',
  'output-dependent': 'rebuilt only if a step writes something else',
  rebuilt: 'rebuilt',
  rejected: 'does not build',
  removed: 'removed',
};

/** The answer for a terminal: the builds that are affected, and a sentence for each step that is. */
export function affectedText(answer: Affected, isVerbose: boolean): string {
  const shown = answer.builds.filter(({ isAffected }) => isVerbose || isAffected);
  const blocks = [headline(answer), ...shown.map((build) => buildText(build, isVerbose))];
  if (answer.waves.length > 1) blocks.push(wavesText(answer));
  return `${blocks
    .map((block) =>
      block
        .split('\n')
        .map((line) => plainLine(line))
        .join('\n'),
    )
    .join('\n\n')}\n`;
}

/** `2 of 12 builds are affected by 3 changed files.` */
export function headline({ builds, files }: Affected): string {
  const count = builds.filter(({ isAffected }) => isAffected).length;
  const of = files.length === 0 ? '' : ` by ${files.length} changed ${files.length === 1 ? 'file' : 'files'}`;
  return `${count} of ${builds.length} ${builds.length === 1 ? 'build' : 'builds'} ${count === 1 || builds.length === 1 ? 'is' : 'are'} affected${of}.`;
}

/** `api (docker/api.Dockerfile, context ., target run)`. */
export function buildTitle(affected: AffectedBuild): string {
  const { build } = affected;
  const parts = [build.dockerfile ?? `inline in ${build.origins[0]?.path ?? ''}`, `context ${contextText(affected)}`];
  if (build.target !== '') parts.push(`target ${build.target}`);
  return `${build.name} (${parts.join(', ')})`;
}

/** The build's status in words. */
export function statusText({ status, problem }: AffectedBuild): string {
  return problem === '' ? words[status] : `${words[status]}: ${problem}`;
}

function buildText(affected: AffectedBuild, isVerbose: boolean): string {
  const lines = [`${buildTitle(affected)}: ${statusText(affected)}`];
  let told: number | null = null;
  for (const step of shownSteps(affected, isVerbose)) {
    lines.push(`  ${sentenceOf(affected, step, lines.length > 1 ? '' : dockerfileName(affected), told, isVerbose)}`);
    told = step.step;
  }
  return lines.join('\n');
}

/** The steps that are worth a sentence: all that are not cached, of a new build none when all are new. */
export function shownSteps(affected: AffectedBuild, isVerbose: boolean): readonly AffectedStep[] {
  if (isVerbose) return affected.steps;
  const shown = affected.steps.filter(({ status }) => status !== 'cached' && status !== 'unused');
  const isAllNew = affected.status === 'new' && shown.length === affected.steps.length;
  return isAllNew ? [] : shown;
}

function wavesText({ builds, waves }: Affected): string {
  const nameOf = new Map(builds.map(({ build }) => [build.id, build.name]));
  const lines = waves.map((ids, place) => `  ${place + 1}. ${ids.map((id) => nameOf.get(id) ?? id).join(', ')}`);
  return ['Waves (each needs only images of those before):', ...lines].join('\n');
}
