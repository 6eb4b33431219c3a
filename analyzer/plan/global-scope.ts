import type { ArgInstruction } from '../dockerfile/instruction.ts';
import { formatPlatform, type Platform } from '../dockerfile/platform.ts';
import { emptyEnvironment, type Environment } from './environment.ts';
import { makeOrigin, type Origin } from './origin.ts';
import type { ExpandText } from './expansion.ts';
import type { VariableLog } from './variable-log.ts';

/** The predefined platform arguments by name, a `--build-arg` of the same name already put in. */
export type PlatformArgs = ReadonlyMap<string, string>;

/** What BuildKit puts into the global scope by itself (dockerfile2llb/platform.go, defaultArgs). */
export function platformArgs(
  build: Platform,
  target: Platform,
  targetStage: string,
  buildArgs: ReadonlyMap<string, string>,
): PlatformArgs {
  const args = new Map([
    ['BUILDPLATFORM', formatPlatform(build)],
    ['BUILDOS', build.os],
    ['BUILDOSVERSION', build.osVersion],
    ['BUILDARCH', build.architecture],
    ['BUILDVARIANT', build.variant],
    ['TARGETPLATFORM', formatPlatform(target)],
    ['TARGETOS', target.os],
    ['TARGETOSVERSION', target.osVersion],
    ['TARGETARCH', target.architecture],
    ['TARGETVARIANT', target.variant],
    ['TARGETSTAGE', targetStage === '' ? 'default' : targetStage],
  ]);
  for (const name of args.keys()) {
    const given = buildArgs.get(name);
    if (given !== undefined) args.set(name, given);
  }
  return args;
}

/** What the global scope is made of. */
export interface GlobalScopeInput {
  readonly platformArgs: PlatformArgs;
  readonly args: readonly ArgInstruction[];
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly expand: ExpandText;
  readonly variables: VariableLog;
}

/**
 * The scope before the first FROM: platform arguments, then every ARG in order, each seeing those above
 * (dockerfile2llb/convert.go, buildMetaArgs). Throws `Rejection` where a default does not expand.
 */
export function globalScope({ platformArgs, args, buildArgs, expand, variables }: GlobalScopeInput): Environment {
  const scope = emptyEnvironment();
  for (const [name, value] of platformArgs) {
    scope.assign({ name, value, instruction: null }, makeOrigin(null, name));
  }
  for (const instruction of args) {
    for (const { key: name, value: text } of instruction.args) {
      const given = buildArgs.get(name);
      const parts: Origin[] = [];
      let value = given ?? null;
      if (given === undefined && text !== null) {
        const expanded = expand(text, scope, instruction);
        value = expanded.text;
        parts.push(expanded.origin);
      }
      const origin = makeOrigin(instruction.index, name, parts);
      if (value === null) scope.declareUnset(name, origin, instruction.index);
      else scope.assign({ name, value, instruction: instruction.index }, origin);
      variables.declare({
        name,
        kind: 'arg',
        stage: null,
        instruction: instruction.index,
        value: value ?? scope.get(name) ?? null,
        source:
          given !== undefined ? 'build-arg' : value !== null ? 'default' : platformArgs.has(name) ? 'platform' : 'none',
        isInBuild: false,
      });
    }
  }
  return scope;
}
