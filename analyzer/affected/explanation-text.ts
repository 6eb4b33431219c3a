import { stepName, verdictSentence } from '../cache/sentences.ts';
import type { TriggerSet } from '../cache/triggers.ts';
import { plainLine } from '../plan/plain-line.ts';
import type { Plan } from '../plan/plan.ts';
import type { Explanation, StepExplanation } from './explanation.ts';
import { ingredientText } from './ingredient-text.ts';

/** As many files as are named one by one. */
const maxFiles = 12;

/** An explanation for a terminal. */
export function explanationText(explanation: Explanation): string {
  switch (explanation.kind) {
    case 'nothing':
      return `${plainLine(explanation.reason)}.\n`;
    case 'setting':
      return settingText(explanation);
    case 'steps':
      return explanation.steps.map(stepText).join('\n');
  }
}

function settingText({ plan, keyword, drags, build, unusedStage }: Extract<Explanation, { kind: 'setting' }>): string {
  const name = plainLine(build.name);
  if (unusedStage !== null) {
    const stage = plan.stages[unusedStage]?.displayName ?? '';
    const target = plan.stages[plan.target]?.displayName ?? '';
    return `${keyword} is in stage ${stage}, which the target of build ${name} (${target}) does not need: it is not built, and editing it rebuilds nothing.\n`;
  }
  const lines = [`${keyword} makes no layer of its own in build ${name}.`];
  if (drags.length === 0)
    lines.push('Editing it rebuilds nothing: it changes the image config, or nothing that the target needs.');
  else lines.push('Editing it rebuilds:', ...dragLines(plan, drags, null));
  return `${lines.join('\n')}\n`;
}

function stepText({ build, plan, step, ...about }: StepExplanation): string {
  const found = plan.steps[step];
  if (found === undefined) return '';
  const lines = [
    stepName(plan, found, build.dockerfile ?? ''),
    `  step ${found.label}`,
    `  of build ${build.name}`,
    '',
  ];
  lines.push('Its cache key is made of');
  for (const ingredient of about.ingredients) {
    const { instruction } = ingredient;
    const text = ingredientText(ingredient);
    const line = instruction === null ? '' : `  (line ${lineOf(plan, instruction)})`;
    if (text !== null) lines.push(`  ${text}${line}`);
  }
  for (const below of about.standsOn) lines.push(`  all of ${nameOf(plan, below)}, on which it stands`);
  for (const { step: from, paths, files } of about.takes) {
    const what = paths.join(', ');
    if (from === null)
      lines.push(`  the content of ${what} in the build context: ${files} ${files === 1 ? 'file' : 'files'}`);
    else lines.push(`  the content of ${what} as ${nameOf(plan, from)} leaves it`);
  }
  for (const below of about.laidOver) {
    lines.push(
      `It is laid over ${nameOf(plan, below)}, which is no part of its key: its layer stays when that changes.`,
    );
  }
  const isLaid = about.laidOver.length > 0 ? ', or laid anew over what is,' : '';
  lines.push('', `It is rebuilt${isLaid} by a change of`, ...triggerLines(plan, about.triggers.certain));
  const possible = triggerLines(plan, about.triggers.possible);
  if (possible.length > 0)
    lines.push('', 'and perhaps, if a step on the way then writes something else, of', ...possible);
  lines.push('');
  if (about.drags.length === 0) lines.push('It drags nothing along.');
  else lines.push('It drags along', ...dragLines(plan, about.drags, step));
  return `${lines.map((line) => plainLine(line)).join('\n')}\n`;
}

function triggerLines(plan: Plan, { files, instructions, buildArgs, images }: TriggerSet): readonly string[] {
  const lines: string[] = [];
  if (files.length > 0) {
    const more = files.length > maxFiles ? `, and ${files.length - maxFiles} more` : '';
    lines.push(`  files: ${files.slice(0, maxFiles).join(', ')}${more}`);
  }
  if (instructions.length > 0) lines.push(`  lines: ${instructions.map((each) => lineOf(plan, each)).join(', ')}`);
  if (buildArgs.length > 0) lines.push(`  build arguments: ${buildArgs.join(', ')}`);
  if (images.length > 0) lines.push(`  base images: ${images.join(', ')}`);
  return lines;
}

function dragLines(plan: Plan, drags: StepExplanation['drags'], step: number | null): readonly string[] {
  let told = step;
  return drags.map((verdict) => {
    const line = `  ${verdictSentence(plan, verdict, '', told)}`;
    told = verdict.step;
    return plainLine(line);
  });
}

function nameOf(plan: Plan, step: number): string {
  const found = plan.steps[step];
  return found === undefined ? 'a step' : stepName(plan, found, '');
}

function lineOf(plan: Plan, instruction: number): number {
  return plan.dockerfile.instructions[instruction]?.range.start.line ?? 0;
}
