import type { ArgInstruction, KeyValue } from '../dockerfile/instruction.ts';
import { checkSecretKey } from './build-checks/secret-key.ts';
import { commandWords } from './command-words.ts';
import type { Conversion } from './conversion.ts';
import { commit } from './history.ts';
import { makeOrigin, type Origin } from './origin.ts';
import { placeOf, type StageCommand, type StageState } from './stage-state.ts';
import type { Variable } from './variable.ts';

/** ARGs that steer the builder and never reach an environment (dockerfile2llb/convert.go, nonEnvArgs). */
const builderArgs = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

interface ArgValue {
  readonly value: string | null;
  readonly source: Variable['source'];
  readonly origin: Origin;
}

/** ARG in a stage: build argument, else default, else the global scope's value, else nothing (dispatchArg). */
export function dispatchArg(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  instruction: ArgInstruction,
): void {
  const committed: string[] = [];
  for (const arg of instruction.args) {
    const { key: name } = arg;
    conversion.checks.report(checkSecretKey('ARG', name), placeOf(command));
    const { value, source, origin } = argValue(conversion, state, command, arg);
    const isInBuild = !builderArgs.has(name);
    if (isInBuild && value !== null) state.env.assign({ name, value, instruction: command.index }, origin);
    else if (isInBuild) state.env.declareUnset(name, origin, command.index);
    conversion.variables.declare({
      name,
      kind: 'arg',
      stage: state.stage,
      instruction: command.index,
      value,
      source,
      isInBuild: isInBuild && value !== null,
    });
    state.buildArgs.push({ name, value });
    state.declaredArgs.add(name);
    committed.push(value === null ? name : `${name}=${value}`);
  }
  commit(state, command, `ARG ${committed.join(' ')}`, 'none');
}

function argValue(conversion: Conversion, state: StageState, command: StageCommand, arg: KeyValue): ArgValue {
  const { buildArgs, globals, variables } = conversion;
  const { key: name } = arg;
  const given = buildArgs.get(name);
  if (given !== undefined) return { value: given, source: 'build-arg', origin: makeOrigin(command.index, name) };
  if (arg.value !== null) {
    const words = commandWords(conversion, state, command);
    const value = words.word(arg.value);
    return { value, source: 'default', origin: makeOrigin(command.index, name, [words.origin()]) };
  }
  const value = globals.get(name) ?? null;
  const declaredBy = globals.declaredBy(name);
  const inherited = globals.originOf(name);
  variables.use(name, declaredBy, command.index);
  const origin = makeOrigin(command.index, name, inherited === undefined ? [] : [inherited]);
  if (value === null) return { value, source: 'none', origin };
  return { value, source: declaredBy === null ? 'platform' : 'global', origin };
}
