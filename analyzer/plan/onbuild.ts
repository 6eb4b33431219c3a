import { parseTrigger } from '../dockerfile/parse.ts';
import { rangeOf, type Conversion } from './conversion.ts';
import { linkCommand } from './dependencies.ts';
import { Rejection } from './rejection.ts';
import type { StageCommand, StageState } from './stage-state.ts';

interface Trigger {
  readonly text: string;
  /** What a trigger is reported under: the ONBUILD that declared it, or the FROM of the image that brought it. */
  readonly instruction: number;
}

/**
 * Puts the triggers of a stage's base before its own commands, once: those of the base image's config, and those that
 * the base stage itself declares (dockerfile2llb/convert.go, initOnBuildTriggers). Whether a trigger names a stage or
 * image, in which case what is needed has to be worked out anew. Throws `Rejection` for a trigger that does not parse.
 */
export function addTriggers(conversion: Conversion, state: StageState): boolean {
  const triggers: Trigger[] = [];
  if (state.base === null) {
    for (const text of state.image.onbuild) triggers.push({ text, instruction: state.instruction });
    state.image.onbuild = [];
  } else if (!state.areTriggersRead) {
    state.areTriggersRead = true;
    for (const { instruction, index } of state.base.commands) {
      if (instruction.keyword === 'ONBUILD') triggers.push({ text: instruction.trigger, instruction: index });
    }
  }
  if (triggers.length === 0) return false;
  conversion.budget.spend(20 * triggers.length, rangeOf(conversion, state.instruction));
  const commands = triggers.map((trigger) => triggerCommand(conversion, state, trigger));
  state.commands = [...commands, ...state.commands];
  state.total += commands.length;
  return commands.some((command) => command.sources.length > 0);
}

function triggerCommand(
  conversion: Conversion,
  state: StageState,
  { text, instruction: index }: Trigger,
): StageCommand {
  const range = rangeOf(conversion, state.instruction);
  // A trigger is parsed once, however many stages start from the one that declares it.
  const parsed = conversion.triggers.get(text) ?? parseTrigger(text);
  conversion.triggers.set(text, parsed);
  if (parsed.instruction === null) {
    throw new Rejection(`The trigger "${text}" does not parse. ${parsed.problem.message}`, range, parsed.problem.hint);
  }
  return linkCommand(conversion, state, {
    instruction: parsed.instruction,
    index,
    isOnbuild: true,
    range,
    sources: [],
  });
}
