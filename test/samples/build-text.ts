import type { PlannedBuild, ReportBuild } from '../../analyzer/report/report.ts';

/** One build's part of a report as lines that people can review: what it is built of, and what comes of it. */
export function buildText({ id, slug, build, dockerfile, outcome }: ReportBuild): string {
  const head = [
    `# ${id}`,
    `slug ${slug}, name ${build.name}, Dockerfile ${dockerfile}`,
    ...build.origins.map(({ source, path, line }) => `declared by ${source} at ${path}:${line}`),
    ...record('build argument', build.buildArgs),
    ...record('named context', build.namedContexts),
    ...build.platforms.map((platform) => `platform ${platform}`),
    ...build.tags.map((tag) => `tag ${tag}`),
    ...build.unresolved.map((text) => `not known: ${text}`),
  ];
  if (outcome.kind === 'planned') return [...head, ...planLines(outcome.plan), ''].join('\n');
  const { message, hint, range } = outcome;
  return [...head, `rejected at line ${range?.start.line ?? '?'}: ${message}`, `  ${hint}`, ''].join('\n');
}

function planLines(plan: PlannedBuild): readonly string[] {
  const { context, edges, image, layers, stages, steps, target, variables } = plan;
  const taken = new Map(context.taken.map(({ step, files }) => [step, files]));
  return [
    '',
    `## Stages (target ${stages[target]?.displayName ?? '?'}, ${plan.platform})`,
    ...stages.map((stage) => {
      const { displayName, base, baseKind, platform, line, isReachable } = stage;
      return `${line}: ${displayName} from ${baseKind} ${base} (${platform})${isReachable ? '' : ', not needed'}`;
    }),
    '',
    '## Steps',
    ...steps.flatMap(({ id, label, isUsed, context: files }) => [
      `${id}: ${label}${isUsed ? '' : ' (not needed)'}`,
      ...edges.filter(({ to }) => to === id).map(({ from, kind }) => `   ${kind} ${from}`),
      ...(files === null ? [] : [`   ${files.files} files, ${files.bytes} bytes`]),
      ...(taken.get(id) ?? []).map(({ path, bytes }) => `     ${path} (${bytes})`),
    ]),
    '',
    `## Layers${plan.unknownBases.length === 0 ? '' : ` (on top of ${plan.unknownBases.join(', ')})`}`,
    ...layers.map(({ by, isEmpty, step }) => `${isEmpty ? '-' : '+'} ${by}${step === null ? '' : ` (step ${step})`}`),
    '',
    '## Image',
    ...Object.entries(image)
      .filter(([key]) => key !== 'history')
      .map(([key, value]) => `${key} ${JSON.stringify(value)}`),
    '',
    '## Variables',
    ...variables.map(({ name, kind, stage, value, source, isInBuild, isInContainer, usedBy }) => {
      const seen = [isInBuild ? 'build' : '', isInContainer ? 'container' : ''].filter((word) => word !== '');
      return `${kind} ${name} in ${stage ?? 'global'} = ${JSON.stringify(value)} from ${source}; seen in ${seen.join(' and ') || 'neither'}; used by ${usedBy.join(' ') || 'none'}`;
    }),
    '',
    `## Context ${context.kind} ${context.path || '.'}`,
    `ignore file ${context.ignoreFile || 'none'}; ${context.files} files (${context.bytes} bytes), ${context.ignoredFiles} left out (${context.ignoredBytes} bytes)`,
  ];
}

function record(title: string, values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `${title} ${name}=${value}`);
}
