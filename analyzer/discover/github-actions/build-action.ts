import type { BuildContext } from '../build.ts';
import { nameOfDockerfile } from '../build-name.ts';
import { readContext, readDockerfilePath, readNamedContext } from '../declared-paths.ts';
import { problemAt, type DeclaredBuilds } from '../definition-reader.ts';
import { textOf, valueAt, type LocatedValue } from '../located-value.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import type { FromWorkspace } from './checkouts.ts';
import type { ContextLookup } from './expression.ts';
import { resolveText, type WorkflowText } from './workflow-text.ts';

/**
 * The build of a docker/build-push-action step (github.com/docker/build-push-action, "inputs" and "Git context"). Without `context` it
 * is the repository as BuildKit clones it; `{{defaultContext}}:folder` is a folder of it.
 */
export function declareAction(
  path: string,
  step: LocatedValue,
  lookup: ContextLookup,
  fromWorkspace: FromWorkspace,
  repository: RepositoryFiles,
): DeclaredBuilds {
  const inputs = valueAt(step, 'with');
  const read = (name: string): WorkflowText => resolveText(textOf(valueAt(inputs, name)) ?? '', lookup);
  const unresolved: string[] = [];
  const unresolvedNames: string[] = [];
  const lines = (name: string, list: string[], separator: RegExp): readonly string[] =>
    splitList(textOf(valueAt(inputs, name)) ?? '', separator).flatMap((line) => {
      const resolved = resolveText(line, lookup);
      if (resolved.unresolved.length === 0) return splitList(resolved.text, separator);
      list.push(`${name} ${line}: ${resolved.unresolved.join(', ')}`);
      return [];
    });

  const call = read('call').text;
  if (call !== '' && call !== 'build') return { builds: [], problems: [] };
  const written = contextOf(read('context'));
  const named = dockerfileOf(read('file'), written, repository);
  const dockerfile = 'path' in named ? { path: fromWorkspace(named.path) } : named;
  const isMoved = 'path' in named && 'path' in dockerfile && named.path !== dockerfile.path;
  const context = isMoved && written.kind === 'directory' ? { ...written, path: fromWorkspace(written.path) } : written;
  if ('reason' in dockerfile) unresolved.push(`dockerfile: ${dockerfile.reason}`);
  const buildArgs = new Map<string, string>();
  for (const line of lines('build-args', unresolved, /\n/)) {
    const equals = line.indexOf('=');
    if (equals === -1) unresolved.push(`build argument ${line}: its value comes from the environment`);
    else buildArgs.set(line.slice(0, equals), line.slice(equals + 1));
  }
  const namedContexts = new Map<string, string>();
  for (const line of lines('build-contexts', unresolved, /\n/)) {
    const equals = line.indexOf('=');
    const value = equals === -1 ? null : readNamedContext('', line.slice(equals + 1));
    if (value !== null) namedContexts.set(line.slice(0, equals), value);
    else unresolved.push(`named context ${line}: it lies outside the repository`);
  }
  const target = read('target');
  if (target.unresolved.length > 0) unresolved.push(`target: ${target.unresolved.join(', ')}`);
  const tags = lines('tags', unresolvedNames, /[\n,]/);
  const platforms = lines('platforms', unresolvedNames, /[\n,]/);
  const { line, column } = step.at;
  if (!('path' in dockerfile) && context.kind !== 'remote') {
    return {
      builds: [],
      problems: [problemAt(path, step.at, `What this step builds is not known: ${unresolved.join('; ')}.`)],
    };
  }
  const dockerfilePath = 'path' in dockerfile ? dockerfile.path : null;
  const name = nameOf(tags, dockerfilePath, target.unresolved.length === 0 ? target.text : '');
  return {
    builds: [
      {
        origin: { source: 'github-actions', path, line, column, name },
        name,
        dockerfile: dockerfilePath,
        inlineDockerfile: null,
        context,
        target: target.unresolved.length === 0 ? target.text : '',
        buildArgs,
        namedContexts,
        platforms,
        tags,
        unresolved,
        unresolvedNames,
      },
    ],
    problems: [],
  };
}

function splitList(text: string, separator: RegExp): readonly string[] {
  return text.split(separator).flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
}

function contextOf({ text, unresolved }: WorkflowText): BuildContext {
  if (unresolved.length > 0) return { kind: 'unresolved', text, reason: unresolved.join(', ') };
  const ofRepository = /^(?:\{\{\s*defaultContext\s*\}\}(?::(.*))?)?$/.exec(text);
  if (ofRepository === null) return readContext('', text);
  const context = readContext('', ofRepository[1] ?? '.');
  return context.kind === 'directory' ? { ...context, isCloned: true } : context;
}

/** `file` counts from the root, not from the context. */
function dockerfileOf(
  file: WorkflowText,
  context: BuildContext,
  repository: RepositoryFiles,
): { readonly path: string } | { readonly reason: string } {
  if (file.unresolved.length > 0) return { reason: file.unresolved.join(', ') };
  if (context.kind === 'remote') return { reason: 'it is in the remote context' };
  if (file.text === '') {
    if (context.kind === 'unresolved') return { reason: 'it lies in a context that is not resolved' };
    return readDockerfilePath(context.path, 'Dockerfile');
  }
  const fromRoot = readDockerfilePath('', file.text);
  if (context.kind !== 'directory' || !('path' in fromRoot) || repository.isFile(fromRoot.path)) return fromRoot;
  // With a git context the file is looked for in it.
  const inContext = readDockerfilePath(context.path, file.text);
  return 'path' in inContext && repository.isFile(inContext.path) ? inContext : fromRoot;
}

function nameOf(tags: readonly string[], dockerfile: string | null, target: string): string {
  const tag = tags[0] ?? '';
  const last = tag.slice(tag.lastIndexOf('/') + 1).replace(/[:@].*$/, '');
  const base = last === '' ? (dockerfile === null ? 'build' : nameOfDockerfile(dockerfile)) : last;
  return target === '' || target === base ? base : `${base}-${target}`;
}
