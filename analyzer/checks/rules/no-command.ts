import type { Range } from '../../dockerfile/range.ts';
import { parseReference } from '../../dockerfile/reference.ts';
import type { RepositoryCheck } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { targetStages } from '../image-command.ts';
import { rangeOf } from '../chain.ts';

/** An image that is meant to run, and does not say what. */
export const noCommand: RepositoryCheck<{
  /** Ids of builds whose images it takes. */
  readonly takes: readonly string[];
  /** It says nothing of what it runs; null: it need not, or it does. */
  readonly silent: { readonly range: Range | null } | null;
}> = {
  rule: 'no-command',
  severity: 'info',
  title: 'The image opens a port and runs nothing',
  why: 'Neither the image nor the one that it starts from says what to run but a shell: docker run ends at once, or asks for a command.',
  mend: 'Add an ENTRYPOINT or a CMD.',
  bad: { Dockerfile: 'FROM scratch\nCOPY server /server\nEXPOSE 80\n', server: '' },
  good: { Dockerfile: 'FROM scratch\nCOPY server /server\nEXPOSE 80\nENTRYPOINT ["/server"]\n', server: '' },
  note: (build) => {
    const takes = build.uses.flatMap(({ producer }) => (producer === null ? [] : [producer.build.id]));
    const silent = isSilent(build) ? { range: exposedRange(build) } : null;
    return takes.length === 0 && silent === null ? null : { takes, silent };
  },
  conclude: function* (noted) {
    // A build that starts from it may say what to run.
    const taken = new Set(noted.flatMap(({ note }) => note.takes));
    for (const { id, path, note } of noted) {
      if (note.silent === null || taken.has(id)) continue;
      yield {
        message: 'No instruction says what a container of this image runs',
        path,
        range: note.silent.range,
        builds: [id],
        cost: noCost,
      };
    }
  },
};

/** Whether an image that listens says nothing of what it runs. */
function isSilent(build: CheckedBuild): boolean {
  const { image } = build.plan;
  if (image.entrypoint.length + image.cmd.length > 0 || (image.ports.length === 0 && image.healthcheck === null))
    return false;
  // A compose file may say what to run.
  if (build.build.origins.some(({ source }) => source === 'compose' || source === 'devcontainer')) return false;
  return runsNothing(build);
}

function exposedRange(build: CheckedBuild): Range | null {
  const exposed = build.plan.dockerfile.instructions.findLast(
    ({ keyword }) => keyword === 'EXPOSE' || keyword === 'HEALTHCHECK',
  );
  return rangeOf(build, exposed?.index ?? null);
}

/** Images of nothing but a distribution: they run a shell, or nothing. */
const distributions = new Set(
  'almalinux alpine amazonlinux archlinux busybox centos debian fedora oraclelinux photon rockylinux ubuntu buildpack-deps'
    .split(' ')
    .map((name) => `library/${name}`),
);

function runsNothing(build: CheckedBuild): boolean {
  const base = targetStages(build).at(-1)?.base;
  if (base?.kind === 'scratch') return true;
  const reference = base?.kind === 'image' ? parseReference(base.reference) : null;
  if (reference === null) return false;
  if (reference.domain === 'gcr.io') return /^distroless\/(?:static|base|cc)(?:-|$)/.test(reference.path);
  return reference.domain === 'docker.io' && distributions.has(reference.path);
}
