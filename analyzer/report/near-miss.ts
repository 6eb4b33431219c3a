/** A step of a build. */
export interface StepPlace {
  /** A build's id. */
  readonly build: string;
  /** Index in the build's steps. */
  readonly step: number;
}

/** What one side has where two keys differ. */
export interface KeyPart {
  /** The ingredient's value; of a file its path in the repository, empty for one that a step wrote. */
  readonly value: string;
  /** Index in the Dockerfile's instructions; null: the base image, the builder, a file. */
  readonly instruction: number | null;
}

/** One thing in which the keys of two steps differ. */
export interface KeyDifference {
  /** `order`: the same ingredients in another order. */
  readonly kind: 'file' | 'ingredient' | 'order';
  /** What differs: `environment`, `user`, … as `layerfall explain` names it; of a file its path as the step takes it. */
  readonly name: string;
  /** null: this side has none. */
  readonly one: KeyPart | null;
  readonly other: KeyPart | null;
}

/** A step of several builds that looks alike and stands on the same, and whose keys differ. */
export interface NearMiss {
  /** All steps with the one key, by build, then step. */
  readonly one: readonly StepPlace[];
  /** Those with the other key. */
  readonly other: readonly StepPlace[];
  /** Never empty; at most 20. */
  readonly differences: readonly KeyDifference[];
}
