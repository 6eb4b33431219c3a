import type { Environment } from './environment.ts';
import { noOrigin, makeOrigin } from './origin.ts';
import type { PlanOptions } from './plan-options.ts';
import { Rejection } from './rejection.ts';
import type { Traced } from './stage-state.ts';
import type { WrittenStage } from './written-stages.ts';

const name = 'SOURCE_DATE_EPOCH';

/**
 * The time that new directories get, in seconds: SOURCE_DATE_EPOCH as a build argument or a global ARG
 * (dockerfile2llb/epoch.go). A context or stage as its source is a time that only the builder knows; null like none.
 * Throws `Rejection` for anything else.
 */
export function resolveEpoch(
  buildArgs: ReadonlyMap<string, string>,
  globals: Environment,
  options: PlanOptions,
  stages: readonly WrittenStage[],
): Traced<number | null> {
  const text = buildArgs.get(name) ?? globals.get(name) ?? '';
  if (text === '') return { value: null, origin: noOrigin };
  const origin = makeOrigin(null, name, [globals.originOf(name) ?? noOrigin]);
  if (/^[+-]?\d+$/.test(text)) return { value: Number(text), origin };
  const isKnown =
    text === 'context' ||
    Object.hasOwn(options.namedContexts ?? {}, text) ||
    stages.some((stage) => stage.from.name === text.toLowerCase());
  if (isKnown) return { value: null, origin };
  throw new Rejection(`SOURCE_DATE_EPOCH is "${text}", which is no time.`, null, 'Give seconds since 1970.');
}
