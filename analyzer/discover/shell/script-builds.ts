import { defaultBakeFiles, readBake } from '../bake/bake-reader.ts';
import type { BuildSource } from '../build.ts';
import { problemAt, type DeclaredBuild, type DeclaredBuilds, type DefinitionProblem } from '../definition-reader.ts';
import type { Position } from '../../dockerfile/range.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { readBuildCommand, type BakeCommand } from './build-command.ts';
import { composeCall } from './compose-command.ts';
import { declareCommand } from './declare-command.ts';
import { readShell, type ShellCommand, type ShellSetting } from '../../shell/read-shell.ts';
import { followShellPath } from './follow-shell-path.ts';

/** A script and where it stands: in a file of its own, or in one of another kind. */
export interface PlacedScript {
  readonly source: BuildSource;
  readonly path: string;
  readonly text: string;
  /** From an offset in `text` to the place in the file. */
  readonly place: (offset: number) => Position;
  readonly setting: ShellSetting;
}

/** Words without which no script builds anything: most scripts are passed over by this alone. */
const buildWords = /docker|podman|buildah|buildx|nerdctl/i;

/**
 * The builds that a script asks for, in order. One whose Dockerfile cannot be told is a problem, not a build: there would be
 * nothing to show of it.
 */
export function scriptBuilds(script: PlacedScript, repository: RepositoryFiles): DeclaredBuilds {
  if (!buildWords.test(script.text)) return { builds: [], problems: [] };
  const builds: DeclaredBuild[] = [];
  const problems: DefinitionProblem[] = [];
  for (const command of readShell(script.text, script.setting, followShellPath)) {
    const read = readBuildCommand(command);
    if (read === null) continue;
    const at = script.place(command.offset);
    if (read.kind === 'bake') {
      builds.push(...bakedBuilds(read, command, { source: script.source, path: script.path, ...at }, repository));
      continue;
    }
    if (read.kind === 'compose') {
      const place = { source: script.source, path: script.path, ...at };
      const called = composeCall(read, command.folder, repository);
      builds.push(...called.map((build) => declaredAt(build, place)));
      continue;
    }
    const origin = { source: script.source, path: script.path, line: at.line, column: at.column };
    const build = declareCommand(command, read, origin, repository);
    const isTold = build.dockerfile !== null || build.inlineDockerfile !== null || build.context.kind === 'remote';
    if (isTold) builds.push(build);
    else
      problems.push(
        problemAt(script.path, at, `What this command builds is not known: ${build.unresolved.join('; ')}.`),
      );
  }
  return { builds, problems };
}

interface Place extends Position {
  readonly source: BuildSource;
  readonly path: string;
}

/** The targets that `bake` is called with, each with this call as one more place that declares it. */
function bakedBuilds(
  bake: BakeCommand,
  command: ShellCommand,
  place: Place,
  repository: RepositoryFiles,
): readonly DeclaredBuild[] {
  const folder = command.folder;
  if (folder === null || [...bake.files, ...bake.targets].some(({ unresolved }) => unresolved.length > 0)) return [];
  const named = bake.files.flatMap(({ text }) => followShellPath(folder, text) ?? []);
  return bakeCall(
    named,
    bake.targets.map(({ text }) => text),
    folder,
    place,
    repository,
  );
}

/** Builds of `targets` (all groups resolved) of bake files, declared once more at `place`. */
export function bakeCall(
  files: readonly string[],
  targets: readonly string[],
  folder: string,
  place: Place,
  repository: RepositoryFiles,
): readonly DeclaredBuild[] {
  const { builds } = readBake(files.length > 0 ? files : defaultBakeFiles(folder, repository), repository, {
    targets: targets.length > 0 ? targets : ['default'],
  });
  return builds.map((build) => declaredAt(build, place));
}

function declaredAt(build: DeclaredBuild, { source, path, line, column }: Place): DeclaredBuild {
  return { ...build, origin: { source, path, line, column, name: build.name } };
}
