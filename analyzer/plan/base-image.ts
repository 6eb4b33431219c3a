import type { Healthcheck } from '../dockerfile/instruction.ts';

/** What a plan needs to know of an image that it starts from (OCI image-spec, config.md). */
export interface BaseImage {
  /** `NAME=value`, in the image's order. */
  readonly env: readonly string[];
  readonly workdir: string;
  readonly user: string;
  readonly shell: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly stopSignal: string;
  readonly healthcheck: Healthcheck | null;
  readonly onbuild: readonly string[];
  readonly history: readonly { readonly by: string; readonly isEmpty: boolean }[];
  /** An image with no layer counts as scratch: no vertex, no label. */
  readonly layerCount: number;
  /** `os/arch[/variant]` that it was made for; absent when unknown. */
  readonly platform?: string;
  /** `sha256:…`; empty when unknown. */
  readonly digest: string;
}

/**
 * The stand-in for an image whose config nobody told us: one layer and the default PATH. What it would really bring
 * (user, working directory, ENTRYPOINT, …) is unknown, and whoever shows it says so.
 */
export const unknownBaseImage: BaseImage = {
  env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  workdir: '',
  user: '',
  shell: [],
  entrypoint: [],
  cmd: [],
  labels: {},
  ports: [],
  volumes: [],
  stopSignal: '',
  healthcheck: null,
  onbuild: [],
  history: [],
  layerCount: 1,
  digest: '',
};
