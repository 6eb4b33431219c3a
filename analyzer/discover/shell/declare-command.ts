import type { BuildContext, BuildOrigin } from '../build.ts';
import { isRemoteContext, readContext, readNamedContext } from '../declared-paths.ts';
import type { DeclaredBuild } from '../definition-reader.ts';
import { nameOfDockerfile } from '../build-name.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import type { BuildCommand } from './build-command.ts';
import type { ShellCommand } from '../../shell/read-shell.ts';
import { rootMark, type ShellWord } from '../../shell/shell-word.ts';
import { followShellPath } from './follow-shell-path.ts';

/** The build that a command asks for; paths count from the folder it runs in (docs.docker.com/reference/cli/docker/buildx/build). */
export function declareCommand(
  command: ShellCommand,
  build: BuildCommand,
  origin: Omit<BuildOrigin, 'name'>,
  repository: RepositoryFiles,
): DeclaredBuild {
  const unresolved: string[] = [];
  const unresolvedNames: string[] = [];
  const context = contextOf(command, build.context);
  const dockerfile = dockerfileOf(command, build, context, repository);
  if ('reason' in dockerfile) unresolved.push(`dockerfile: ${dockerfile.reason}`);

  const buildArgs = new Map<string, string>();
  for (const word of build.buildArgs) {
    const [name, value] = splitPair(word.text);
    if (value === null) unresolved.push(`build argument ${name}: its value comes from the environment`);
    else if (known(unresolved, `build argument ${name}`, word) !== null) buildArgs.set(name, value);
  }
  const namedContexts = new Map<string, string>();
  for (const word of build.buildContexts) {
    const [name, value] = splitPair(word.text);
    const isKnown = value !== null && known(unresolved, `named context ${name}`, word) !== null;
    const read = isKnown ? readNamedContext(command.folder ?? '', value.replace(rootMark, '.')) : null;
    if (read !== null) namedContexts.set(name, read);
    else if (isKnown) unresolved.push(`named context ${name}: "${value}" lies outside the repository`);
  }
  for (const word of build.unknown) unresolved.push(`${word.text}: ${word.unresolved.join(', ')}`);
  const tags = build.tags.flatMap((word) => known(unresolvedNames, `tag ${word.text}`, word) ?? []);
  const target = build.target === null ? '' : (known(unresolved, 'target', build.target) ?? '');
  const path = 'path' in dockerfile ? dockerfile.path : null;
  const name = nameOf(build, path, context);
  return {
    origin: { ...origin, name },
    name,
    dockerfile: path,
    inlineDockerfile: 'inline' in dockerfile ? dockerfile.inline : null,
    context,
    target,
    buildArgs,
    namedContexts,
    platforms: build.platforms
      .flatMap((word) => known(unresolvedNames, 'platform', word)?.split(',') ?? [])
      .filter((platform) => platform !== ''),
    tags,
    unresolved,
    unresolvedNames,
  };
}

/** A word that is known whole; null for another, whose reason goes to `unresolved`. */
function known(unresolved: string[], what: string, word: ShellWord): string | null {
  if (word.unresolved.length === 0) return word.text;
  unresolved.push(`${what}: ${word.unresolved.join(', ')}`);
  return null;
}

function contextOf({ folder }: ShellCommand, word: ShellWord | null): BuildContext {
  if (word === null) return { kind: 'unresolved', text: '', reason: 'the command names no context' };
  const { text, unresolved } = word;
  if (unresolved.length > 0) return { kind: 'unresolved', text, reason: unresolved.join(', ') };
  if (isRemoteContext(text) || text === '-') return readContext('', text);
  const path = followShellPath(folder, text);
  if (path !== null) return { kind: 'directory', path, inferredFrom: '' };
  if (folder === null) return { kind: 'unresolved', text, reason: 'the folder that the command runs in is not known' };
  return readContext(folder, text);
}

function dockerfileOf(
  command: ShellCommand,
  build: BuildCommand,
  context: BuildContext,
  repository: RepositoryFiles,
): { readonly path: string } | { readonly inline: string } | { readonly reason: string } {
  const file = build.files.at(-1);
  const isInput = file?.text === '-' || (file === undefined && build.context?.text === '-');
  if (isInput) return command.input === null ? { reason: 'it is read from standard input' } : { inline: command.input };
  if (file !== undefined) {
    if (file.unresolved.length > 0) return { reason: file.unresolved.join(', ') };
    if (context.kind === 'remote') return { reason: 'it is in the remote context' };
    const path = followShellPath(command.folder, file.text);
    // podman looks in the context as well.
    const inContext = context.kind === 'directory' ? followShellPath(context.path, file.text) : null;
    const found =
      path !== null && !repository.isFile(path) && inContext !== null && repository.isFile(inContext)
        ? inContext
        : path;
    return found === null ? { reason: `"${file.text}" is no path of this repository` } : { path: found };
  }
  if (context.kind === 'remote') return { reason: 'it is in the remote context' };
  if (context.kind === 'unresolved') return { reason: 'it lies in a context that is not resolved' };
  const prefix = context.path === '' ? '' : `${context.path}/`;
  const hasContainerfile = !repository.isFile(`${prefix}Dockerfile`) && repository.isFile(`${prefix}Containerfile`);
  return { path: prefix + (hasContainerfile ? 'Containerfile' : 'Dockerfile') };
}

function splitPair(text: string): readonly [string, string | null] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** The last part of its first tag, else what its Dockerfile or context is called. */
function nameOf(build: BuildCommand, dockerfile: string | null, context: BuildContext): string {
  const tag = build.tags.find(({ unresolved }) => unresolved.length === 0)?.text;
  const last = tag?.slice(tag.lastIndexOf('/') + 1).replace(/[:@].*$/, '') ?? '';
  if (last !== '')
    return build.target !== null && build.target.unresolved.length === 0 ? withTarget(last, build.target.text) : last;
  const base =
    dockerfile !== null ? nameOfDockerfile(dockerfile) : context.kind === 'directory' ? context.path : 'build';
  return build.target !== null && build.target.unresolved.length === 0 ? withTarget(base, build.target.text) : base;
}

function withTarget(name: string, target: string): string {
  return target === '' || target === name ? name : `${name}-${target}`;
}
