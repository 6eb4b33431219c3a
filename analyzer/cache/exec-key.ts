import type { Plan } from '../plan/plan.ts';
import type { ExecVertex, Mount } from '../plan/vertex.ts';
import type { Content } from './content.ts';
import { joinKey, type Ingredient, type InputLink } from './key.ts';
import { absolutePath, pathBelow, plainSelector, type Selector } from './selection.ts';

/**
 * What the own part of a RUN's key is made of (solver/llbsolver/ops/exec.go, CacheMap): all it runs with, used or not, in
 * the order of the environment. Never in it: values of secrets, what cache mounts hold, proxy variables that no ARG
 * declares, source paths of mounts.
 */
export function execIngredients(
  plan: Plan,
  vertex: ExecVertex,
  usualNetwork: ExecVertex['network'],
): readonly Ingredient[] {
  const own = vertex.instruction;
  const last = (keyword: string): number | null => lastOf(plan, vertex, keyword);
  const ingredients: Ingredient[] = [
    { name: 'command', value: JSON.stringify(vertex.args), instruction: own },
    ...vertex.env.map(({ name, value, instruction }) => ({
      name: 'environment',
      value: `${name}=${value}`,
      instruction,
    })),
    { name: 'working directory', value: vertex.cwd, instruction: last('WORKDIR') },
    { name: 'user', value: vertex.user, instruction: last('USER') },
    { name: 'platform', value: keyPlatform(vertex.platform ?? ''), instruction: null },
  ];
  const add = (name: string, value: string, usual: string): void => {
    if (value !== usual) ingredients.push({ name, value, instruction: own });
  };
  add('network', vertex.network === 'UNSET' ? usualNetwork : vertex.network, 'UNSET');
  add('security', vertex.security, 'SANDBOX');
  add('host name', vertex.hostname, '');
  for (const secret of vertex.secretEnv) {
    add('secret', JSON.stringify([secret.id, secret.name, secret.isOptional]), '');
  }
  if (!isPlainRoot(vertex.mounts)) {
    for (const mount of vertex.mounts) add('mount', mountText(mount), '');
  }
  return ingredients;
}

/** `linux/arm64` and `linux/arm64/v8` are one platform (containerd platforms, Normalize). */
function keyPlatform(platform: string): string {
  return platform.replace(/^([^/]+\/arm64)\/v8$/, '$1');
}

function lastOf(plan: Plan, vertex: ExecVertex, keyword: string): number | null {
  const found = vertex.definedBy.findLast((index) => plan.dockerfile.instructions[index]?.keyword === keyword);
  return found ?? null;
}

/** A RUN with no mount but its root file system has the key of older BuildKits, without mounts. */
function isPlainRoot(mounts: readonly Mount[]): boolean {
  const [only] = mounts;
  return mounts.length === 1 && only?.dest === '/' && only.selector === '' && !only.isReadonly && only.type === 'BIND';
}

function mountText(mount: Mount): string {
  const { type, dest, input, output, isReadonly, tmpfsSize, secret, ssh } = mount;
  const cache = mount.cache !== undefined && isDefaultCache(dest, mount.cache) ? mount.cache : null;
  return JSON.stringify({ type, dest, input, output, isReadonly, tmpfsSize, secret, ssh, cache });
}

/** An id or a sharing mode that was chosen is not part of the key (exec.go, checkShouldClearCacheOpts). */
function isDefaultCache(dest: string, { id, sharing }: NonNullable<Mount['cache']>): boolean {
  if (sharing !== 'SHARED') return false;
  return id === dest || id.slice(id.indexOf('/') + 1) === dest;
}

/**
 * How a RUN hangs on its inputs (exec.go, getMountDeps): on the root file system by definition, on what it mounts by
 * content as long as it cannot hand the mount on. Of several mounts of one input the last decides.
 */
export function execLinks(
  vertex: ExecVertex,
  select: (input: number, selector: Selector) => Content,
): readonly InputLink[] {
  const mountsOf = vertex.inputs.map((): Mount[] => []);
  for (const mount of vertex.mounts) {
    if (mount.input >= 0 && (mount.type === 'BIND' || mount.type === 'CACHE')) mountsOf[mount.input]?.push(mount);
  }
  return vertex.inputs.map((input, place) => {
    const mounts = mountsOf[place] ?? [];
    const paths = mounts.map((mount) => absolutePath(mount.selector));
    const isByContent = mounts.length > 0 && isContentBased(mounts.at(-1));
    const content = isByContent ? outermost(paths).map((path) => select(place, plainSelector(path))) : null;
    return { ...input, selector: paths.length === 0 ? '' : joinKey(paths), content };
  });
}

function isContentBased(mount: Mount | undefined): boolean {
  if (mount === undefined || mount.dest === '/') return false;
  return mount.output < 0 || mount.isReadonly || absolutePath(mount.selector) === '/';
}

/** Sorted, without what another covers (exec.go, dedupePaths). */
export function outermost(paths: readonly string[]): readonly string[] {
  const distinct = [...new Set(paths)];
  return distinct
    .filter((path) => !distinct.some((other) => other !== path && pathBelow(other, path) !== null))
    .toSorted((one, other) => (one < other ? -1 : 1));
}
