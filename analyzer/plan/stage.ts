/** Where a stage starts from. */
export type StageBase =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly stage: number }
  /** `reference` is normalised (`docker.io/library/alpine:latest`); `name` is what FROM says after expansion. */
  | { readonly kind: 'image'; readonly reference: string; readonly name: string }
  /** `--build-context NAME=…` stands in for the base or for the whole stage. */
  | { readonly kind: 'context'; readonly name: string; readonly value: string };

/** A build stage: a FROM and what follows it. */
export interface Stage {
  readonly index: number;
  /** Lower-case, as BuildKit stores it; empty when unnamed. */
  readonly name: string;
  /** `name`, or `stage-N`. */
  readonly displayName: string;
  readonly base: StageBase;
  /** `os/arch[/variant]` it runs on. */
  readonly platform: string;
  /** Indexes in `Dockerfile.instructions`: its FROM first. */
  readonly instructions: readonly number[];
  /** Whether the target needs it (frontend/dockerfile/dockerfile2llb/convert.go, addReachableStages). */
  readonly isReachable: boolean;
  /** Stages it names, each by the way it names it, in order of instructions. */
  readonly dependencies: readonly StageDependency[];
}

export interface StageDependency {
  readonly stage: number;
  readonly kind: 'from' | 'copy-from' | 'mount-from';
  readonly instruction: number;
}
