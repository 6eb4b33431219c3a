import type { Build } from '../discover/build.ts';
import type { Affected } from './affected.ts';
import { contextText } from './affected-json.ts';

/** One job of a CI matrix. */
export interface MatrixJob {
  readonly id: string;
  readonly name: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly target: string;
  readonly status: string;
  /** From 1: a job needs only images of the waves before its own. */
  readonly wave: number;
  readonly platforms: string;
  readonly tags: string;
  /** One `NAME=value` a line, as docker/build-push-action takes them. */
  readonly 'build-args': string;
  /** The same; an image that another build makes goes by the first of its tags. */
  readonly 'build-contexts': string;
}

/** `{"include": […]}`, as the matrix of a GitHub Actions job takes it; `wave` narrows it to one wave (0: all). */
export function affectedMatrix({ builds, waves }: Affected, wave: number): { readonly include: readonly MatrixJob[] } {
  const byId = new Map(builds.map((affected) => [affected.build.id, affected]));
  const all = builds.map(({ build }) => build);
  const include = waves.flatMap((ids, place) =>
    ids.flatMap((id): MatrixJob[] => {
      const affected = byId.get(id);
      if (affected === undefined || (wave > 0 && wave !== place + 1)) return [];
      const { build, status } = affected;
      return [
        {
          id,
          name: build.name,
          dockerfile: build.dockerfile ?? '',
          context: contextText(affected),
          target: build.target,
          status,
          wave: place + 1,
          platforms: build.platforms.join(','),
          tags: build.tags.join(','),
          'build-args': listed(build.buildArgs),
          'build-contexts': listed(namedContexts(build, all)),
        },
      ];
    }),
  );
  return { include };
}

/** A list as the action reads it: as CSV with one field a line, in which a value of several lines needs quotes. */
function listed(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .map((line) => (/[\r\n]|^["#]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line))
    .join('\n');
}

/** Named contexts as a build on another machine can have them: what is built here comes from where it was pushed to. */
function namedContexts({ namedContexts: contexts, origins }: Build, all: readonly Build[]): Record<string, string> {
  const entries = Object.entries(contexts).map(([name, value]): readonly [string, string] => {
    if (!value.startsWith('target:')) return [name, value];
    const isTarget = (build: Build): boolean =>
      build.origins.some((other) => other.name === value.slice(7) && origins.some(({ path }) => path === other.path));
    const tag = all.find(isTarget)?.tags[0];
    return [name, tag === undefined ? value : `docker-image://${tag}`];
  });
  return Object.fromEntries(entries);
}
