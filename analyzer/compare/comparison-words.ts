import type { ComparedBuild, ComparedCost, Comparison } from './comparison.ts';

/** `1 step`, `2 steps`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** All of a comparison in one sentence. */
export function headline({ builds, cost, findings, base, head }: Comparison): string {
  const differ =
    builds.length === 0
      ? 'No build differs'
      : `${counted(builds.length, 'build')} ${builds.length === 1 ? 'differs' : 'differ'}`;
  const fresh = findings.new.length === 0 ? '' : `; ${counted(findings.new.length, 'new finding')}`;
  return `From ${base} to ${head}: ${differ}, ${runningText(builds.length, cost)}${fresh}.`;
}

/** What runs, and in how many of the builds that differ: others may differ in what makes no step run. */
function runningText(differ: number, cost: ComparedCost): string {
  const text = costText(cost);
  return cost.builds === 0 || cost.builds === differ ? text : `${cost.builds} of them in what runs: ${text}`;
}

/** What steps run, in words. */
export function costText({ rebuilt, outputDependent }: Omit<ComparedCost, 'builds'>): string {
  const sure =
    rebuilt === 0 ? 'no step runs again' : `${counted(rebuilt, 'step')} ${rebuilt === 1 ? 'runs' : 'run'} again`;
  return outputDependent === 0 ? sure : `${sure}, ${outputDependent} more perhaps`;
}

const statuses: Readonly<Record<ComparedBuild['status'], string>> = {
  changed: '',
  mended: 'builds again',
  new: 'new',
  rejected: 'does not build',
  removed: 'removed',
};

/** Where a build stands, and what differs in it, each thing in a few words. */
export function differences(build: ComparedBuild): readonly string[] {
  const { status, problem, steps, stages, layers, context, image } = build;
  const told = statuses[status] === '' ? [] : [problem === '' ? statuses[status] : `${statuses[status]}: ${problem}`];
  if (status !== 'changed') return told;
  const count = (change: string): number => steps.filter((step) => step.change === change).length;
  const counts = (['added', 'edited', 'removed'] as const).flatMap((change) =>
    count(change) === 0 ? [] : [`${counted(count(change), 'step')} ${change}`],
  );
  return [
    ...counts,
    ...stages.map(({ name, change, base, head }) =>
      change === 'changed' ? `stage ${name} starts from ${head}, not ${base}` : `stage ${name} ${change}`,
    ),
    ...(layers.base === layers.head ? [] : [`${layers.base} → ${counted(layers.head, 'layer')}`]),
    ...(isOtherSize(context) ? [`context ${sizeText(context.base)} → ${sizeText(context.head)}`] : []),
    ...(image.length === 0 ? [] : [`image config: ${image.map(({ name }) => name).join(', ')}`]),
  ];
}

/** Whether a context grew or shrank as to be told: not by a line of a file. */
export function isOtherSize({ base, head }: ComparedBuild['context']): boolean {
  return base.files !== head.files || Math.abs(base.bytes - head.bytes) > Math.max(1000, base.bytes / 20);
}

/** `12 files, 1.5 MB`. */
function sizeText({ files, bytes }: ComparedBuild['context']['base']): string {
  return `${counted(files, 'file')}, ${bytesText(bytes)}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `12 kB`, `1.5 MB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit] ?? ''}`;
}
