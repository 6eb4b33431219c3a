import type { Position } from '../../dockerfile/range.ts';

/** What one attribute of a target says, or why that is not known. */
export type Setting<Value> = { readonly value: Value } | { readonly reason: string };

/** A target of a bake file with its attributes evaluated. undefined: it says nothing about it. */
export interface BakeTarget {
  readonly name: string;
  /** The label of its block: another than its name where the block has a matrix. */
  readonly block: string;
  readonly path: string;
  readonly at: Position;
  readonly inherits: readonly string[];
  readonly context: Setting<string> | undefined;
  readonly dockerfile: Setting<string> | undefined;
  readonly inlineDockerfile: Setting<string> | undefined;
  readonly target: Setting<string> | undefined;
  /** `build`, `check`, …: what bake asks of BuildKit. */
  readonly call: Setting<string> | undefined;
  readonly args: ReadonlyMap<string, Setting<string>>;
  readonly contexts: ReadonlyMap<string, Setting<string>>;
  readonly tags: Setting<readonly string[]> | undefined;
  readonly platforms: Setting<readonly string[]> | undefined;
  /** Attributes that could not be evaluated and that have no finer place above, with the reason. */
  readonly unresolved: ReadonlyMap<string, string>;
}

/**
 * One target on top of another: `args` and `contexts` by key, everything else replaced (buildx, bake/bake.go, Target.Merge).
 * Name and place are the upper one's.
 */
export function mergeTargets(below: BakeTarget, above: BakeTarget): BakeTarget {
  return {
    name: above.name,
    block: above.block,
    path: above.path,
    at: above.at,
    inherits: [...below.inherits, ...above.inherits],
    context: above.context ?? below.context,
    dockerfile: above.dockerfile ?? below.dockerfile,
    inlineDockerfile: above.inlineDockerfile ?? below.inlineDockerfile,
    target: above.target ?? below.target,
    call: above.call ?? below.call,
    args: new Map([...below.args, ...above.args]),
    contexts: new Map([...below.contexts, ...above.contexts]),
    tags: above.tags ?? below.tags,
    platforms: above.platforms ?? below.platforms,
    unresolved: new Map([...below.unresolved, ...above.unresolved]),
  };
}

/**
 * A target with everything it inherits, the later of `inherits` on top of the earlier, itself on top of all. A target that
 * is not there, or that inherits itself, adds nothing; `fault` hears of it.
 */
export function inherit(
  target: BakeTarget,
  targets: ReadonlyMap<string, BakeTarget>,
  fault: (message: string) => void,
): BakeTarget {
  const done = new Map<string, BakeTarget | null>();
  const resolve = (own: BakeTarget): BakeTarget => {
    const known = done.get(own.name);
    if (known !== undefined) return known ?? { ...own, inherits: [] };
    done.set(own.name, null);
    let below: BakeTarget | null = null;
    for (const name of own.inherits) {
      const parent = targets.get(name);
      if (parent === undefined) fault(`The target "${name}" that it inherits is not there.`);
      else if (done.get(name) === null) fault(`It inherits itself by way of "${name}".`);
      else if (done.size > 200) fault('It inherits more targets than are followed.');
      else {
        const resolved = resolve(parent);
        below = below === null ? resolved : mergeTargets(below, resolved);
      }
    }
    const merged = below === null ? own : mergeTargets(below, own);
    done.set(own.name, merged);
    return merged;
  };
  return resolve(target);
}
