import { splitCsv } from '../dockerfile/csv-fields.ts';
import type { CopyInstruction, Instruction, RunInstruction } from '../dockerfile/instruction.ts';
import { rangeOf, type Conversion } from './conversion.ts';
import { emptyEnvironment } from './environment.ts';
import { expandWord } from './expansion.ts';
import { Rejection } from './rejection.ts';
import { addState, findByName, implicitState, type StageCommand, type StageState } from './stage-state.ts';

/**
 * Finds the states that every command of every stage names, needed or not (dockerfile2llb/convert.go,
 * buildStageDependencyGraph). Throws `Rejection` for an index that does not exist and for a circle.
 */
export function linkStages(conversion: Conversion): void {
  const { states } = conversion;
  // The list grows while commands bring in images; those have no commands themselves.
  for (const state of states.all) {
    if (state.stage === null) break;
    state.commands = state.commands.map((command) => linkCommand(conversion, state, command));
  }
  rejectCircles(conversion);
  const [only] = states.all;
  if (states.all.length === 1 && only !== undefined) only.displayName = '';
}

/** A command with the states it names; they become dependencies of `state`, new ones are added to the list. */
export function linkCommand(conversion: Conversion, state: StageState, command: StageCommand): StageCommand {
  const sources = sourcesOf(conversion, command);
  for (const source of sources) {
    state.dependencies.add(source);
    if (source.stage === null) addState(conversion.states, source);
  }
  return { ...command, sources };
}

function sourcesOf(conversion: Conversion, command: StageCommand): readonly StageState[] {
  const { instruction } = command;
  if (instruction.keyword === 'COPY' && instruction.from !== '') return [copySource(conversion, command, instruction)];
  if (instruction.keyword === 'RUN') return mountSources(conversion, command, instruction);
  return [];
}

/** What `--from` names: an index, a stage anywhere in the file, or an image (toCommand). */
function copySource(conversion: Conversion, command: StageCommand, { from }: CopyInstruction): StageState {
  const range = command.range;
  const expanded = expandWord(conversion, command, from, emptyEnvironment());
  if (expanded.text !== from) {
    throw new Rejection(
      `COPY --from takes no variable, quotes or escapes, and "${from}" has one.`,
      range,
      'Name a stage with FROM … AS name, and use that name.',
    );
  }
  if (!/^[+-]?\d+$/.test(from)) return sourceByName(conversion, command, from);
  const state = conversion.states.all[Number(from)];
  if (state === undefined) throw new Rejection(`There is no stage ${from}.`, range, 'Stages are counted from 0.');
  return state;
}

function mountSources(conversion: Conversion, command: StageCommand, run: RunInstruction): readonly StageState[] {
  return run.mounts.map((mount) => sourceByName(conversion, command, mountFrom(mount)));
}

function sourceByName({ states }: Conversion, command: StageCommand, name: string): StageState {
  return findByName(states, name) ?? (name === 'scratch' ? states.scratch : implicitState(name, command.index));
}

/** The `from` of a `--mount` before anything is expanded; `scratch` where there is none (detectRunMount). */
function mountFrom(mount: string): string {
  let from = '';
  for (const field of splitCsv(mount) ?? []) {
    const equals = field.indexOf('=');
    if (equals > 0 && field.slice(0, equals).toLowerCase() === 'from') from = field.slice(equals + 1);
  }
  return from === '' ? 'scratch' : from;
}

/** A stage that copies from itself, at once or by way of others (dockerfile2llb/validations.go). */
function rejectCircles(conversion: Conversion): void {
  const done = new Set<StageState>();
  const path = new Set<StageState>();
  for (const start of conversion.states.all) {
    const stack = done.has(start) ? [] : [open(start)];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.next();
      if (next.done === true) {
        path.delete(top.state);
        stack.pop();
      } else if (path.has(next.value)) {
        throw new Rejection(
          `Stage "${next.value.displayName}" needs itself.`,
          rangeOf(conversion, next.value.instruction),
          'Move what both sides need into a stage of its own.',
        );
      } else if (!done.has(next.value)) {
        stack.push(open(next.value));
      }
    }
  }

  function open(state: StageState): { readonly state: StageState; readonly rest: Iterator<StageState> } {
    done.add(state);
    path.add(state);
    return { state, rest: state.dependencies.values() };
  }
}

/** Everything that a state needs, itself included (dockerfile2llb/convert.go, addReachableStages). */
export function reachableStates(target: StageState): ReadonlySet<StageState> {
  const reached = new Set<StageState>([target]);
  for (const state of reached) {
    if (state.base !== null) reached.add(state.base);
    for (const dependency of state.dependencies) reached.add(dependency);
  }
  return reached;
}

/** How an instruction names another stage; null where it names none. */
export function dependencyKind(instruction: Instruction): 'copy-from' | 'mount-from' | null {
  if (instruction.keyword === 'COPY') return 'copy-from';
  return instruction.keyword === 'RUN' ? 'mount-from' : null;
}
