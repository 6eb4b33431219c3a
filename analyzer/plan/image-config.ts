import type { Healthcheck } from '../dockerfile/instruction.ts';

/** One line of `docker image history`. `step` is null for entries that add no layer and for the base image's. */
export interface HistoryEntry {
  readonly by: string;
  readonly isEmpty: boolean;
  /** Index in `Dockerfile.instructions`; null for the base image's. */
  readonly instruction: number | null;
  /** Index of the stage that wrote it; null for the base image's. */
  readonly stage: number | null;
}

/** The image config that the target's instructions write (OCI image-spec, config.md). */
export interface ImageConfig {
  /** `NAME=value`, in order. */
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workdir: string;
  readonly user: string;
  /** `80/tcp`, sorted. */
  readonly ports: readonly string[];
  /** Sorted. */
  readonly volumes: readonly string[];
  /** Sorted by key. */
  readonly labels: readonly (readonly [key: string, value: string])[];
  readonly stopSignal: string;
  readonly shell: readonly string[];
  readonly onbuild: readonly string[];
  readonly healthcheck: Healthcheck | null;
  readonly history: readonly HistoryEntry[];
}
