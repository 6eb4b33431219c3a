import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import type { Range } from '../dockerfile/range.ts';
import { expandWord as expand, type Lookup, type WordOptions, type WordResult } from '../dockerfile/words.ts';
import type { Budget } from './budget.ts';
import type { Conversion } from './conversion.ts';
import type { Environment } from './environment.ts';
import { makeOrigin, noOrigin, type Origin } from './origin.ts';
import { plainLine } from './plain-line.ts';
import { Rejection } from './rejection.ts';
import type { StageCommand } from './stage-state.ts';
import type { VariableLog } from './variable-log.ts';

/** A text with its variables replaced. */
export interface Expanded {
  readonly text: string;
  /** What shaped the variables that it used, set or not. */
  readonly origin: Origin;
  /** Names that had a value, in order of first use. */
  readonly matched: ReadonlySet<string>;
  /** Names that had none, in order of first use. */
  readonly unmatched: ReadonlySet<string>;
}

/** Expands a text for an instruction; throws `Rejection` where the text does not expand. */
export type ExpandText = (text: string, env: Environment, instruction: Instruction) => Expanded;

/** Expands what stands outside all stages: global ARGs and the words of FROM. */
export function expandGlobal(dockerfile: Dockerfile, variables: VariableLog, budget: Budget): ExpandText {
  return (text, env, instruction) => {
    const expanded = expandIn(text, env, { escape: dockerfile.escape }, instruction.range);
    noteUses(variables, env, instruction.index, expanded);
    budget.spendText(expanded.text, instruction.range);
    return expanded;
  };
}

/** Writes down which declarations a text of the instruction `by` uses, whether they have a value or not. */
export function noteUses(variables: VariableLog, env: Environment, by: number, expanded: Expanded): void {
  for (const name of expanded.matched) variables.use(name, env.declaredBy(name), by);
  for (const name of expanded.unmatched) variables.use(name, env.declaredBy(name), by);
}

/** Expands a word of an instruction; throws `Rejection` where it does not expand. */
export function expandWord(conversion: Conversion, command: StageCommand, text: string, env: Environment): Expanded {
  return expandIn(text, env, { escape: conversion.dockerfile.escape }, command.range);
}

/** Expands the body of a here-document: always with `\`, quotes and all else kept (convert.go, dispatch). */
export function expandRaw(conversion: Conversion, command: StageCommand, text: string, env: Environment): Expanded {
  return expandIn(text, env, { escape: '\\', ignoresQuotes: true }, command.range);
}

/** The words of EXPOSE: split after they are expanded. Throws `Rejection`. */
export function expandPorts(
  conversion: Conversion,
  command: StageCommand,
  text: string,
  env: Environment,
): readonly string[] {
  const result = expand(text, env.get, { escape: conversion.dockerfile.escape, splits: true });
  if (result.kind === 'failed') throw rejection(text, result.message, command.range);
  for (const name of result.matched) conversion.variables.use(name, env.declaredBy(name), command.index);
  return result.words;
}

function expandIn(text: string, env: Environment, options: WordOptions, range: Range | null): Expanded {
  const result = expand(text, env.get, options);
  if (result.kind === 'failed') throw rejection(text, result.message, range);
  return { text: result.text, origin: originOf(result, env), matched: result.matched, unmatched: result.unmatched };
}

function originOf(result: Extract<WordResult, { kind: 'expanded' }>, env: Environment): Origin {
  const { matched, unmatched } = result;
  if (matched.size === 0 && unmatched.size === 0) return noOrigin;
  return makeOrigin(
    null,
    null,
    [...matched, ...unmatched].map((name) => env.originOf(name) ?? noOrigin),
  );
}

function rejection(text: string, message: string, range: Range | null): Rejection {
  return new Rejection(`"${plainLine(text, 80)}" does not expand: ${message}.`, range);
}

/** Whether a text holds nothing that an expander acts on. */
export function isPlain(text: string): boolean {
  return !/[$'"\\`]/.test(text);
}

/** The text of a step as its label shows it, unchanged where it does not expand (processCmdEnv). */
export function labelText(conversion: Conversion, text: string, env: Environment): string {
  if (isPlain(text)) return text;
  const result = expand(text, env.get, { escape: conversion.dockerfile.escape });
  return result.kind === 'expanded' ? result.text : text;
}

/**
 * The text of a RUN as its label shows it: quotes and unset variables stay, values that come from secrets do not show
 * (convert.go, dispatchRun; convert_secrets.go, withSecretEnvMask).
 */
export function runLabelText(
  conversion: Conversion,
  text: string,
  env: Environment,
  secretNames: ReadonlySet<string>,
): string {
  // Quotes stay, so that without these there is nothing to do.
  if (!/[$\\`]/.test(text)) return text;
  const lookup: Lookup = secretNames.size === 0 ? env.get : (name) => (secretNames.has(name) ? '****' : env.get(name));
  const options: WordOptions = { escape: conversion.dockerfile.escape, keepsQuotes: true, keepsUnset: true };
  const result = expand(text, lookup, options);
  return result.kind === 'expanded' ? result.text : text;
}
