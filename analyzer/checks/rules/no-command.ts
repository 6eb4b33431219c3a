import { parseReference } from '../../dockerfile/reference.ts';
import type { Check } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { targetStages } from '../image-command.ts';
import { rangeOf } from '../chain.ts';

/** An image that is meant to run, and does not say what. */
export const noCommand: Check = {
  rule: 'no-command',
  severity: 'info',
  title: 'The image opens a port and runs nothing',
  why: 'Neither the image nor the one that it starts from says what to run but a shell: docker run ends at once, or asks for a command.',
  mend: 'Add an ENTRYPOINT or a CMD.',
  bad: { Dockerfile: 'FROM scratch\nCOPY server /server\nEXPOSE 80\n', server: '' },
  good: { Dockerfile: 'FROM scratch\nCOPY server /server\nEXPOSE 80\nENTRYPOINT ["/server"]\n', server: '' },
  find: function* ({ builds }) {
    const taken = new Set(builds.flatMap(({ uses }) => uses.map(({ producer }) => producer?.build.id)));
    for (const build of builds) {
      const { image } = build.plan;
      if (image.entrypoint.length + image.cmd.length > 0 || (image.ports.length === 0 && image.healthcheck === null))
        continue;
      // A compose file may say what to run, and so may a build that starts from it.
      if (
        taken.has(build.id) ||
        build.build.origins.some(({ source }) => source === 'compose' || source === 'devcontainer')
      )
        continue;
      if (!runsNothing(build)) continue;
      const exposed = build.plan.dockerfile.instructions.findLast(
        ({ keyword }) => keyword === 'EXPOSE' || keyword === 'HEALTHCHECK',
      );
      yield {
        message: 'No instruction says what a container of this image runs',
        path: build.path,
        range: rangeOf(build, exposed?.index ?? null),
        builds: [build.id],
        cost: noCost,
      };
    }
  },
};

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
