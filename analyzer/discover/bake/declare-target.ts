import type { BuildContext } from '../build.ts';
import { readContext, readDockerfilePath, readNamedContext } from '../declared-paths.ts';
import type { DeclaredBuild } from '../definition-reader.ts';
import type { BakeTarget, Setting } from './bake-target.ts';

/**
 * The build that a target with all it inherits asks for; paths count from `folder` (buildx, bake/bake.go, toBuildOpt).
 */
export function declareTarget(target: BakeTarget, folder: string): DeclaredBuild {
  const unresolved: string[] = [...target.unresolved].map(([attribute, reason]) => `${attribute}: ${reason}`);
  const unresolvedNames: string[] = [];
  const knownEntries = (what: string, settings: ReadonlyMap<string, Setting<string>>) =>
    [...settings].flatMap(([key, setting]) => {
      const value = known(unresolved, `${what} ${key}`, setting);
      return value === undefined ? [] : [[key, value] as const];
    });

  const context = contextOf(target.context, folder);
  const inlineDockerfile = known(unresolved, 'dockerfile-inline', target.inlineDockerfile) ?? null;
  const dockerfile = inlineDockerfile === null ? dockerfileOf(target, context, folder) : null;
  if (dockerfile !== null && 'reason' in dockerfile) unresolved.push(`dockerfile: ${dockerfile.reason}`);
  const namedContexts = new Map<string, string>();
  for (const [name, written] of knownEntries('named context', target.contexts)) {
    const value = readNamedContext(folder, withoutCwd(written));
    if (value === null) unresolved.push(`named context ${name}: "${written}" lies outside the repository`);
    else namedContexts.set(name, value);
  }
  const platforms = known(unresolvedNames, 'platforms', target.platforms) ?? [];
  return {
    origin: { source: 'bake', path: target.path, line: target.at.line, column: target.at.column, name: target.name },
    name: target.name,
    dockerfile: dockerfile !== null && 'path' in dockerfile ? dockerfile.path : null,
    inlineDockerfile,
    context,
    target: known(unresolved, 'target', target.target) ?? '',
    buildArgs: new Map(knownEntries('build argument', target.args)),
    namedContexts,
    platforms: platforms.filter((platform) => platform !== 'local' && platform !== ''),
    tags: (known(unresolvedNames, 'tags', target.tags) ?? []).filter((tag) => tag !== ''),
    unresolved,
    unresolvedNames,
  };
}

/** The value of a setting; undefined where there is none, or where it is not known: then `unresolved` hears why. */
function known<Value>(unresolved: string[], what: string, setting: Setting<Value> | undefined): Value | undefined {
  if (setting === undefined) return undefined;
  if ('value' in setting) return setting.value;
  unresolved.push(`${what}: ${setting.reason}`);
  return undefined;
}

function contextOf(setting: Setting<string> | undefined, folder: string): BuildContext {
  if (setting === undefined) return readContext(folder, '.');
  if ('reason' in setting) return { kind: 'unresolved', text: 'context', reason: setting.reason };
  return readContext(folder, withoutCwd(setting.value));
}

function dockerfileOf(
  { dockerfile }: BakeTarget,
  context: BuildContext,
  folder: string,
): { readonly path: string } | { readonly reason: string } {
  if (dockerfile !== undefined && 'reason' in dockerfile) return dockerfile;
  const written = dockerfile === undefined || dockerfile.value === '' ? 'Dockerfile' : dockerfile.value;
  if (written.startsWith('cwd://')) return readDockerfilePath(folder, withoutCwd(written));
  if (context.kind === 'remote') return { reason: 'it is in the remote context' };
  if (context.kind === 'unresolved') return { reason: 'it lies in a context that is not resolved' };
  return readDockerfilePath(context.path, written);
}

/** `cwd://` is where bake is run. */
function withoutCwd(path: string): string {
  return path.startsWith('cwd://') ? `./${path.slice('cwd://'.length)}` : path;
}
