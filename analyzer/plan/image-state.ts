import type { Healthcheck } from '../dockerfile/instruction.ts';
import type { BaseImage } from './base-image.ts';
import type { HistoryEntry, ImageConfig } from './image-config.ts';
import type { Origin } from './origin.ts';

/** The history of a stage: its own entries, after those of what it starts from. Shared, never copied. */
export interface History {
  readonly before: History | null;
  readonly entries: HistoryEntry[];
}

/** An environment variable of the image, and the instruction that set it (null: the base image did). */
export interface ImageEnv {
  readonly value: string;
  readonly instruction: number | null;
  readonly origin?: Origin;
}

/** The image config of a stage while its instructions run (docker-image-spec, config). */
export interface ImageState {
  /** In order of first assignment: setting again keeps the place (dockerfile2llb/convert.go, addEnv). */
  readonly env: Map<string, ImageEnv>;
  entrypoint: readonly string[];
  cmd: readonly string[];
  workdir: string;
  user: string;
  readonly ports: Set<string>;
  readonly volumes: Set<string>;
  readonly labels: Map<string, string>;
  stopSignal: string;
  shell: readonly string[];
  onbuild: string[];
  healthcheck: Healthcheck | null;
  history: History;
}

/** The config of nothing at all. */
export function emptyImage(): ImageState {
  return {
    env: new Map(),
    entrypoint: [],
    cmd: [],
    workdir: '',
    user: '',
    ports: new Set(),
    volumes: new Set(),
    labels: new Map(),
    stopSignal: '',
    shell: [],
    onbuild: [],
    healthcheck: null,
    history: { before: null, entries: [] },
  };
}

/** `PATH` of an image that sets none, but for Windows (util/system/path.go). */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The config of `FROM scratch` (dockerfile2llb/image.go, emptyImage). */
export function scratchImage(os: string): ImageState {
  const image = emptyImage();
  image.workdir = '/';
  if (os !== 'windows') image.env.set('PATH', { value: defaultPath, instruction: null });
  return image;
}

/** The config that an image brings. */
export function importImage(base: BaseImage): ImageState {
  const env = new Map<string, ImageEnv>();
  for (const variable of base.env) {
    const equals = variable.indexOf('=');
    const name = equals < 0 ? variable : variable.slice(0, equals);
    env.set(name, { value: equals < 0 ? '' : variable.slice(equals + 1), instruction: null });
  }
  return {
    env,
    entrypoint: base.entrypoint,
    cmd: base.cmd,
    workdir: base.workdir,
    user: base.user,
    ports: new Set(base.ports),
    volumes: new Set(base.volumes),
    labels: new Map(Object.entries(base.labels)),
    stopSignal: base.stopSignal,
    shell: base.shell,
    onbuild: [...base.onbuild],
    healthcheck: base.healthcheck,
    history: {
      before: null,
      entries: base.history.map(({ by, isEmpty }) => ({ by, isEmpty, instruction: null, stage: null })),
    },
  };
}

/** The config that `FROM stage` starts from: a copy without triggers (dockerfile2llb/image.go, clone). */
export function inheritImage(image: ImageState): ImageState {
  return {
    ...image,
    env: new Map(image.env),
    ports: new Set(image.ports),
    volumes: new Set(image.volumes),
    labels: new Map(image.labels),
    onbuild: [],
    history: { before: image.history, entries: [] },
  };
}

/** The config as a plan shows it. */
export function finishImage(image: ImageState): ImageConfig {
  return {
    env: [...image.env].map(([name, { value }]) => `${name}=${value}`),
    entrypoint: image.entrypoint,
    cmd: image.cmd,
    workdir: image.workdir,
    user: image.user,
    ports: [...image.ports].toSorted(),
    volumes: [...image.volumes].toSorted(),
    labels: [...image.labels].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    stopSignal: image.stopSignal,
    shell: image.shell,
    onbuild: [...image.onbuild],
    healthcheck: image.healthcheck,
    history: allHistory(image.history),
  };
}

function allHistory(last: History): readonly HistoryEntry[] {
  const parts: (readonly HistoryEntry[])[] = [];
  for (let part: History | null = last; part !== null; part = part.before) parts.push(part.entries);
  return parts.toReversed().flat();
}
