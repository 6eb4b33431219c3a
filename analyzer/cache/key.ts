import type { Unmerged } from '../plan/unmerged.ts';
import type { Content } from './content.ts';

/** One thing that a cache key is made of. */
export interface Ingredient {
  /** For people and for comparison: `command`, `environment`, `user`, `copy 1: destination`, … */
  readonly name: string;
  readonly value: string;
  /** The instruction that it comes from (index in `Dockerfile.instructions`); null: the base image or the builder. */
  readonly instruction: number | null;
}

/** How a vertex hangs on one of its inputs. */
export interface InputLink {
  /** Id of the vertex that it takes from. */
  readonly vertex: number;
  readonly output: number;
  /** What tells definition links to the same vertex apart (solver.CacheMap, Selector); empty for the root file system. */
  readonly selector: string;
  /** What it takes by content; null: it hangs on the input's definition alone. */
  readonly content: readonly Content[] | null;
}

/** A vertex with all that decides whether a warm cache has it. */
export interface KeyedVertex {
  readonly id: number;
  readonly kind: 'exec' | 'file' | 'local' | 'merge' | 'source';
  /** The line of the progress log; empty where there is none. */
  readonly label: string;
  /** Index in `Plan.steps`; null where no step shows it. */
  readonly step: number | null;
  readonly stage: number | null;
  readonly instruction: number | null;
  readonly definedBy: readonly number[];
  readonly buildArgs: readonly string[];
  /** Normalised reference of an image source; null otherwise. */
  readonly image: string | null;
  /** What its own definition is made of, in order. */
  readonly ingredients: readonly Ingredient[];
  /** Equal texts, equal definitions. An image has one for each name that it is found under (digest, chain of layers). */
  readonly definitions: readonly string[];
  readonly inputs: readonly InputLink[];
  /** Runs whatever the cache holds. */
  readonly isNoCache: boolean;
  /** An image that another build makes, and it is not known whether it makes the same one. */
  readonly isUncertain: boolean;
  /** Stages in whose name `--no-cache-filter` makes it run, ascending: equal steps of two stages are one vertex. */
  readonly noCacheStages: readonly number[];
}

/** A plan with the keys of all its vertices, for one builder; ids are indexes, inputs stand before what they feed. */
export interface KeyedPlan extends KeyedVertices {
  /** For each step of the plan its stage; null where it stands in none. */
  readonly stepStages: readonly (number | null)[];
  /** Steps run one after the other, and one that is equal to an earlier one of the same build is loaded. */
  readonly findsOwnSteps: boolean;
  /** The same before equal vertices of several stages became one (`Plan.unmerged`), made when it is first asked for. */
  readonly unmerged: (() => KeyedVertices & Pick<Unmerged, 'mergedInto'>) | null;
}

/** The vertices of a plan with their keys, and the steps that show them. */
export interface KeyedVertices {
  readonly vertices: readonly KeyedVertex[];
  /** For each step of the plan its vertices. */
  readonly steps: readonly (readonly number[])[];
}

/** The keys of nothing: what an empty cache has. */
export const noKeys: KeyedPlan = { vertices: [], steps: [], stepStages: [], findsOwnSteps: false, unmerged: null };

/** One text of several that no other list of texts gives. */
export function joinKey(parts: readonly string[]): string {
  return parts.map((part) => `${part.length}:${part}`).join('');
}

/** The definition that ingredients add up to. */
export function definitionOf(kind: string, ingredients: readonly Ingredient[]): string {
  return joinKey([kind, ...ingredients.flatMap(({ name, value }) => [name, value])]);
}
