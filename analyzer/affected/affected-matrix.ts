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
}

/** `{"include": […]}`, as the matrix of a GitHub Actions job takes it; `wave` narrows it to one wave (0: all). */
export function affectedMatrix({ builds, waves }: Affected, wave: number): { readonly include: readonly MatrixJob[] } {
  const byId = new Map(builds.map((affected) => [affected.build.id, affected]));
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
        },
      ];
    }),
  );
  return { include };
}
