import { painter, type Paint } from './paint.ts';
import type { Plan } from './plan.ts';
import { plainLine } from './plain-line.ts';
import type { Stage } from './stage.ts';
import { stepLayers, stepReads } from './step-layers.ts';

/** How to print a plan: the name of its file, and whether a terminal that shows colours reads it. */
export interface PlanTextOptions {
  readonly file: string;
  readonly isColored: boolean;
  /** Columns; long lines are cut there. */
  readonly width: number;
}

/** A plan to be read in a terminal: stages, steps with their labels and layers, image config, warnings. */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const paint = painter(options.isColored);
  const sections = [
    summary(plan, options, paint),
    section('Stages', stageLines(plan, options, paint), paint),
    section('Steps', stepLines(plan, options, paint), paint),
    section('Image', imageLines(plan, options, paint), paint),
    section('Warnings', warningLines(plan, options, paint), paint),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[], { strong }: Paint): string {
  return lines.length === 0 ? '' : [strong(title), ...lines].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function summary(plan: Plan, { file }: PlanTextOptions, { strong, faint }: Paint): string {
  const target = plan.stages[plan.target];
  const layers = new Set(stepLayers(plan).values()).size;
  const counts = [count(plan.stages.length, 'stage'), count(plan.steps.length, 'step'), count(layers, 'layer')];
  const name = target === undefined ? '' : `, target ${plainLine(target.displayName)} on ${target.platform}`;
  const head = `${strong(plainLine(file))}: ${counts.join(', ')}${name}`;
  const images = plan.stages.filter((stage) => stage.isReachable && stage.base.kind === 'image');
  if (images.length === 0) return head;
  return `${head}\n${faint('What base images bring is not known here: they count as images that only set PATH.')}`;
}

function stageLines({ stages, target, dockerfile }: Plan, { width }: PlanTextOptions, paint: Paint): readonly string[] {
  const longest = Math.min(30, Math.max(...stages.map((stage) => stage.displayName.length)));
  return stages.map((stage) => {
    const line = dockerfile.instructions[stage.instructions[0] ?? -1]?.range.start.line ?? 0;
    const mark = stage.index === target ? '*' : ' ';
    const name = plainLine(stage.displayName, longest).padEnd(longest);
    const note = stage.isReachable ? '' : '  (not needed)';
    const text = `${String(line).padStart(5)} ${mark} ${name}  ${plainLine(baseText(stage, stages), width - longest - 25)}`;
    return stage.isReachable ? text : paint.faint(text + note);
  });
}

function baseText({ base }: Stage, stages: readonly Stage[]): string {
  switch (base.kind) {
    case 'scratch':
      return 'FROM scratch';
    case 'stage':
      return `FROM stage ${stages[base.stage]?.displayName ?? ''}`;
    case 'image':
      return `FROM ${base.reference}`;
    case 'context':
      return `FROM named context ${base.name} (${base.value})`;
  }
}

function stepLines(plan: Plan, { width }: PlanTextOptions, { faint }: Paint): readonly string[] {
  const layers = stepLayers(plan);
  return plan.steps.map((step) => {
    const line = plan.dockerfile.instructions[step.instruction]?.range.start.line ?? 0;
    const layer = layers.get(step.id);
    const notes = [
      ...(layer === undefined ? [] : [`layer ${layer}`]),
      ...stepReads(plan, step).map((name) => `reads ${plainLine(name, 60)}`),
    ].join(', ');
    const room = Math.max(40, width - 8 - (notes === '' ? 0 : notes.length + 4));
    const text = `${String(line).padStart(5)}   ${plainLine(step.label, room)}`;
    return notes === '' ? text : `${text}  ${faint(`(${notes})`)}`;
  });
}

function imageLines({ image }: Plan, { width }: PlanTextOptions, { faint }: Paint): readonly string[] {
  const { healthcheck } = image;
  const rows: readonly (readonly [name: string, values: readonly string[]])[] = [
    ['env', image.env],
    ['entrypoint', list(image.entrypoint)],
    ['cmd', list(image.cmd)],
    ['workdir', single(image.workdir)],
    ['user', single(image.user)],
    ['ports', single(image.ports.join(', '))],
    ['volumes', single(image.volumes.join(', '))],
    ['labels', image.labels.map(([key, value]) => `${key}=${value}`)],
    ['stop signal', single(image.stopSignal)],
    ['shell', list(image.shell)],
    ['healthcheck', list(healthcheck?.test ?? [])],
    ['on build', image.onbuild],
  ];
  return rows.flatMap(([name, values]) =>
    values.map((value, place) => `  ${faint((place === 0 ? name : '').padEnd(12))} ${plainLine(value, width - 16)}`),
  );
}

function single(value: string): readonly string[] {
  return value === '' ? [] : [value];
}

function list(values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [JSON.stringify(values)];
}

function warningLines({ warnings }: Plan, { file }: PlanTextOptions, { warning }: Paint): readonly string[] {
  return warnings.map(({ rule, message, range }) => {
    const place = `${plainLine(file)}:${range.start.line}:${range.start.column}`;
    return `  ${place}: ${warning(rule)}: ${plainLine(message)}`;
  });
}
