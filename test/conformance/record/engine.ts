import { readBuildahLog, readBuildkitLog, readClassicLog } from './progress-log.ts';
import type { ExperimentBuild, Observed } from './experiment.ts';

/** How one kind of builder is asked, and how its answer is read. */
export interface Engine {
  readonly name: 'buildah' | 'buildkit' | 'classic' | 'docker';
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** The words of the call; `root` is the folder that holds the experiment's files. */
  readonly command: (build: ExperimentBuild, root: string) => readonly string[];
  readonly read: (log: string) => Observed;
  /** Calls after which it has no record of an earlier build. */
  readonly forget: readonly (readonly string[])[];
  /** Options of a build that this engine does not have: such experiments are left out for it. */
  readonly lacks: readonly (keyof ExperimentBuild)[];
}

function commonOptions(build: ExperimentBuild, root: string): string[] {
  const words: string[] = [];
  if (build.target !== undefined) words.push('--target', build.target);
  for (const [name, value] of Object.entries(build.args ?? {})) words.push('--build-arg', `${name}=${value}`);
  for (const label of build.labels ?? []) words.push('--label', label);
  for (const name of Object.keys(build.secrets ?? {})) words.push('--secret', `id=${name},src=${root}.secrets/${name}`);
  words.push('-f', `${root}/${build.file ?? 'Dockerfile'}`);
  return words;
}

function folder(build: ExperimentBuild, root: string): string {
  return build.context === undefined ? root : `${root}/${build.context}`;
}

function buildxCommand(build: ExperimentBuild, root: string): readonly string[] {
  const contexts = Object.entries(build.contexts ?? {}).map(
    ([name, path]) => `--build-context=${name}=${root}/${path}`,
  );
  const filter = build.noCacheFilter === undefined ? [] : [`--no-cache-filter=${build.noCacheFilter}`];
  const common = commonOptions(build, root);
  return [
    'buildx',
    'build',
    '--progress=plain',
    '--network=none',
    ...contexts,
    ...filter,
    ...common,
    folder(build, root),
  ];
}

function dockerCommand(build: ExperimentBuild, root: string): readonly string[] {
  return ['build', '--progress=plain', '--network=none', ...commonOptions(build, root), folder(build, root)];
}

function classicCommand(build: ExperimentBuild, root: string): readonly string[] {
  return ['build', '--network=none', ...commonOptions(build, root), folder(build, root)];
}

function buildahCommand(build: ExperimentBuild, root: string): readonly string[] {
  const contexts = Object.entries(build.contexts ?? {}).map(
    ([name, path]) => `--build-context=${name}=${root}/${path}`,
  );
  return ['build', '--layers', '--network=none', ...contexts, ...commonOptions(build, root), folder(build, root)];
}

/** BuildKit's records go, and what the classic builder would find. */
const forgetDocker = [
  ['builder', 'prune', '--all', '--force'],
  ['image', 'prune', '--force'],
];

/** The engines that can be asked, by the name that recorded truths give them. */
export const engines: readonly Engine[] = [
  {
    name: 'buildkit',
    program: 'docker',
    env: {},
    command: buildxCommand,
    read: readBuildkitLog,
    forget: forgetDocker,
    lacks: [],
  },
  {
    name: 'docker',
    program: 'docker',
    env: { DOCKER_BUILDKIT: '1' },
    command: dockerCommand,
    read: readBuildkitLog,
    forget: forgetDocker,
    lacks: ['contexts', 'noCacheFilter'],
  },
  {
    name: 'classic',
    program: 'docker',
    env: { DOCKER_BUILDKIT: '0' },
    command: classicCommand,
    read: readClassicLog,
    forget: forgetDocker,
    lacks: ['contexts', 'noCacheFilter', 'secrets'],
  },
  {
    name: 'buildah',
    program: 'buildah',
    env: {},
    command: buildahCommand,
    read: readBuildahLog,
    forget: [['rmi', '--prune', '--force']],
    lacks: ['noCacheFilter'],
  },
];
