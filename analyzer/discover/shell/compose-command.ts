import { defaultComposeFiles, readProject } from '../compose/compose-reader.ts';
import type { DeclaredBuild } from '../definition-reader.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import type { ShellWord } from '../../shell/shell-word.ts';
import { followShellPath } from './follow-shell-path.ts';

/** `docker compose -f A -f B build SERVICE…`: which files make up the project, and what is asked of it. */
export interface ComposeCommand {
  readonly kind: 'compose';
  readonly files: readonly ShellWord[];
  /** Words after the verb: services, and values of flags. */
  readonly words: readonly ShellWord[];
  /** `--build-arg` values. */
  readonly buildArgs: readonly ShellWord[];
}

/** Verbs that build images, or do so where one is missing. */
const buildingVerbs = new Set(['build', 'create', 'run', 'up', 'watch']);

/** Flags before the verb that take a value (docs.docker.com/reference/cli/docker/compose). */
const valueFlags = new Set([
  '--ansi',
  '--env-file',
  '--parallel',
  '--profile',
  '--progress',
  '--project-directory',
  '--project-name',
  '-p',
]);

/** Reads what follows `docker compose`; null when it builds nothing, or for another folder than its own. */
export function readCompose(words: readonly ShellWord[]): ComposeCommand | null {
  const files: ShellWord[] = [];
  let index = 0;
  for (; words[index]?.text.startsWith('-') === true; index += 1) {
    const { text = '', unresolved = [] } = words[index] ?? {};
    if (text.startsWith('--project-directory')) return null;
    const inline = /^(?:--file=|-f=?)(.+)$/s.exec(text)?.[1];
    const value = words[index + 1];
    if (inline !== undefined) files.push({ text: inline, unresolved });
    else if (text === '-f' || text === '--file') {
      if (value !== undefined) files.push(value);
      index += 1;
    } else if (valueFlags.has(text)) index += 1;
  }
  const [verb, ...rest] = words.slice(index);
  if (verb === undefined || !buildingVerbs.has(verb.text)) return null;
  const buildArgs = rest.flatMap((word, place) => {
    if (word.text === '--build-arg') return rest[place + 1] ?? [];
    const inline = word.text.startsWith('--build-arg=') ? word.text.slice('--build-arg='.length) : undefined;
    return inline === undefined ? [] : { text: inline, unresolved: word.unresolved };
  });
  return { kind: 'compose', files, words: rest.filter(({ text }) => !text.startsWith('-')), buildArgs };
}

/**
 * The builds of a call, as the compose files declare them: of the services that it names, of all where it names none. None where
 * the files are not known.
 */
export function composeCall(
  { files, words, buildArgs }: ComposeCommand,
  folder: string | null,
  repository: RepositoryFiles,
): readonly DeclaredBuild[] {
  if (folder === null || [...files, ...buildArgs].some(({ unresolved }) => unresolved.length > 0)) return [];
  const named = files.map(({ text }) => followShellPath(folder, text));
  const paths = files.length === 0 ? defaultComposeFiles(folder, repository) : named.flatMap((path) => path ?? []);
  if (paths.length === 0 || named.some((path) => path === null || !repository.isFile(path))) return [];
  const { builds } = readProject(paths, repository, () => true);
  const asked = new Set(words.map(({ text }) => text));
  const chosen = builds.some(({ name }) => asked.has(name)) ? builds.filter(({ name }) => asked.has(name)) : builds;
  const given = buildArgs.flatMap(({ text }): (readonly [string, string])[] => {
    const equals = text.indexOf('=');
    return equals === -1 ? [] : [[text.slice(0, equals), text.slice(equals + 1)]];
  });
  return given.length === 0 ? chosen : chosen.map((build) => withArgs(build, given));
}

function withArgs(build: DeclaredBuild, given: readonly (readonly [string, string])[]): DeclaredBuild {
  return { ...build, buildArgs: new Map([...build.buildArgs, ...given]) };
}
