import { locateParts } from '../dockerfile/instruction-parts.ts';
import { parsePlatform, type Platform } from '../dockerfile/platform.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { parseReference } from '../dockerfile/reference.ts';
import { checkConstantPlatform, checkRedundantPlatform } from './build-checks/from-platform.ts';
import { checkFromVariables } from './build-checks/from-variables.ts';
import type { Conversion } from './conversion.ts';
import type { Expanded, ExpandText } from './expansion.ts';
import { findNamedContext } from './named-context.ts';
import { makeOrigin, noOrigin } from './origin.ts';
import { Rejection } from './rejection.ts';
import { addState, newState } from './stage-state.ts';
import type { WrittenStage } from './written-stages.ts';

const steps = new Set<Instruction['keyword']>(['ADD', 'COPY', 'RUN', 'WORKDIR']);

/**
 * Makes the states of all written stages: base and platform expanded in the global scope, base stages found, steps
 * counted (dockerfile2llb/convert.go, buildDispatchStates). Throws `Rejection` for what is refused in any stage, needed
 * or not.
 */
export function buildStageStates(conversion: Conversion, stages: readonly WrittenStage[], expand: ExpandText): void {
  for (const [index, written] of stages.entries()) buildStageState(conversion, index, written, expand);
}

function buildStageState(conversion: Conversion, index: number, written: WrittenStage, expand: ExpandText): void {
  const { from, instructions } = written;
  const { globals, options, states } = conversion;
  const base = expand(from.base, globals, from);
  reportVariables(conversion, from, base.unmatched);
  if (base.text === '') {
    throw new Rejection(
      `The base image "${from.base}" is empty.`,
      locateParts(conversion.dockerfile, from).arguments[0] ?? from.range,
      'Hand in its variable with --build-arg, or give it a default: ARG NAME=value before the first FROM.',
    );
  }
  const platform = from.platform === '' ? null : stagePlatform(conversion, from, expand);
  const state = newState({
    stage: index,
    from,
    instruction: from.index,
    name: from.name,
    baseName: base.text,
    baseOrigin: makeOrigin(from.index, null, [base.origin]),
    platform: platform?.platform ?? null,
    platformOrigin: platform === null ? noOrigin : platform.expanded.origin,
  });
  for (const instruction of instructions) {
    const { index, range } = instruction;
    state.commands.push({ instruction, index, isOnbuild: false, range, sources: [] });
  }
  // Looked up among the named contexts, where only references can stand (frontend/dockerui/config.go, NamedContext).
  if (from.name !== '' && parseReference(from.name) === null) {
    throw new Rejection(
      `"${from.writtenName}" cannot name a stage.`,
      from.range,
      'A stage name ends with a letter or digit, and only "-" may stand in a row, and "_" twice.',
    );
  }
  state.namedContext =
    from.name === ''
      ? null
      : findNamedContext(options.namedContexts, from.name, state.platform ?? conversion.targetPlatform);
  addState(states, state);
  if (state.namedContext !== null) {
    state.base = null;
    return;
  }
  if (from.name === '') state.displayName = `stage-${index}`;
  state.total = instructions.filter((instruction) => steps.has(instruction.keyword)).length;
  if (state.baseName !== 'scratch' && state.base === null) state.total++;
  state.isNoCache = isNoCache(options.noCache, from.name);
}

function reportVariables(
  { checks, globals }: Conversion,
  from: WrittenStage['from'],
  unmatched: ReadonlySet<string>,
): void {
  const isDeclared = (name: string): boolean => globals.declaredBy(name) !== undefined;
  checks.report(checkFromVariables(unmatched, isDeclared, globals.declared), from);
}

function stagePlatform(
  conversion: Conversion,
  from: WrittenStage['from'],
  expand: ExpandText,
): { readonly platform: Platform; readonly expanded: Expanded } {
  const { checks, globals } = conversion;
  const expanded = expand(from.platform, globals, from);
  const { text, matched, unmatched } = expanded;
  const flag = { written: from.platform, text, matched, unmatched };
  reportVariables(conversion, from, unmatched);
  checks.report(checkRedundantPlatform(flag, globals.get('TARGETPLATFORM')), from);
  checks.report(checkConstantPlatform(flag, from.name), from);
  if (expanded.text === '') throw new Rejection(`The platform "${from.platform}" is empty.`, from.range);
  const platform = parsePlatform(expanded.text);
  if (platform === null) {
    throw new Rejection(`"${expanded.text}" is no platform.`, from.range, 'Write os/arch, such as linux/arm64.');
  }
  return { platform, expanded };
}

/** Whether `--no-cache` or `--no-cache-filter` names the stage (frontend/dockerui/config.go, IsNoCache). */
function isNoCache(noCache: true | readonly string[] | undefined, name: string): boolean {
  if (noCache === undefined) return false;
  if (noCache === true || noCache.length === 0) return noCache === true;
  return noCache.some((each) => each.toLowerCase() === name.toLowerCase());
}
