import { flattenOrigins, type FlatOrigin, type Origin } from './origin.ts';
import type { EnvEntry } from './vertex.ts';

/** What an assignment leaves behind. */
interface Assigned {
  readonly entry: EnvEntry;
  readonly origin: Origin;
}

/** The environment at one moment, shared by every RUN that sees the same. */
export interface EnvSnapshot {
  readonly entries: readonly EnvEntry[];
  readonly origin: FlatOrigin;
}

/**
 * The build environment of one stage while its instructions run, ordered by last assignment (client/llb/meta.go,
 * EnvList): assigning again moves a variable to the end, and the order is part of a RUN's cache key.
 */
export interface Environment {
  readonly get: (name: string) => string | undefined;
  /** The names that have a value, in order of last assignment. */
  readonly keys: () => readonly string[];
  /** The names that have a value or were declared without one. */
  readonly declared: () => readonly string[];
  /** What shaped the value of `name`, or its absence where a declared ARG got none; undefined for an unknown name. */
  readonly originOf: (name: string) => Origin | undefined;
  /** The instruction that a use of `name` goes back to; undefined for an unknown name. */
  readonly declaredBy: (name: string) => number | null | undefined;
  readonly assign: (entry: EnvEntry, origin: Origin) => void;
  /** Records an ARG that got no value: giving it one would change everything after it. */
  readonly declareUnset: (name: string, origin: Origin, instruction: number) => void;
  readonly snapshot: () => EnvSnapshot;
  /** An independent copy, for the stage that starts from this one. */
  readonly fork: () => Environment;
}

/** An environment with nothing in it. */
export function emptyEnvironment(): Environment {
  return environmentOf(new Map(), new Map());
}

function environmentOf(assigned: Map<string, Assigned>, unset: Map<string, Assigned>): Environment {
  let snapshot: EnvSnapshot | null = null;
  let keys: readonly string[] | null = null;
  return {
    get: (name) => assigned.get(name)?.entry.value,
    keys: () => (keys ??= [...assigned.keys()]),
    declared: () => [...assigned.keys(), ...unset.keys()],
    originOf: (name) => {
      const value = assigned.get(name);
      const absence = unset.get(name);
      if (value === undefined) return absence?.origin;
      return absence === undefined
        ? value.origin
        : { instruction: null, buildArg: null, parts: [value.origin, absence.origin] };
    },
    declaredBy: (name) => (assigned.get(name) ?? unset.get(name))?.entry.instruction,
    assign: (entry, origin) => {
      assigned.delete(entry.name);
      assigned.set(entry.name, { entry, origin });
      unset.delete(entry.name);
      snapshot = null;
      keys = null;
    },
    declareUnset: (name, origin, instruction) => {
      unset.set(name, { entry: { name, value: '', instruction }, origin });
      snapshot = null;
    },
    snapshot: () => (snapshot ??= takeSnapshot(assigned, unset)),
    fork: () => environmentOf(new Map(assigned), new Map(unset)),
  };
}

function takeSnapshot(assigned: ReadonlyMap<string, Assigned>, unset: ReadonlyMap<string, Assigned>): EnvSnapshot {
  const entries: EnvEntry[] = [];
  const origins: Origin[] = [];
  for (const { entry, origin } of assigned.values()) {
    entries.push(entry);
    origins.push(origin);
  }
  for (const { origin } of unset.values()) origins.push(origin);
  return { entries, origin: flattenOrigins(origins) };
}
