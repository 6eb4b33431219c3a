/** A variable of a Dockerfile: each ARG and ENV where it is declared, and what it is worth there. */
export interface Variable {
  readonly name: string;
  readonly kind: 'arg' | 'env';
  /** null: the global scope, before the first FROM. */
  readonly stage: number | null;
  readonly instruction: number;
  /** Expanded; null: declared and never given a value. */
  readonly value: string | null;
  /** Where the value comes from. */
  readonly source: 'build-arg' | 'default' | 'global' | 'platform' | 'env' | 'none';
  /** Visible to RUN during the build. */
  readonly isInBuild: boolean;
  /** Visible in containers run from the image. */
  readonly isInContainer: boolean;
  /** Instructions that use it by name, of its stage and of those that start from it, sorted. */
  readonly usedBy: readonly number[];
}
