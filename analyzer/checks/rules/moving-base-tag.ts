import { familiarName, parseReference } from '../../dockerfile/reference.ts';
import { rangeOf } from '../chain.ts';
import type { Check } from '../check.ts';
import { costOf } from '../cost.ts';

/** A base image by a tag that is meant to move. */
export const movingBaseTag: Check = {
  rule: 'moving-base-tag',
  severity: 'warning',
  title: 'A base image is named by a tag that moves',
  why: 'The tag names another image after each release of it, next major versions included: two builds of the same commit differ, and when it moves, every step that stands on it is rebuilt.',
  mend: 'Name the version that you mean, and the digest where builds must not differ at all: image:1.27@sha256:….',
  bad: { Dockerfile: 'FROM python\nRUN pip install flask==3.0.3\n' },
  good: { Dockerfile: 'FROM python:3.13\nRUN pip install flask==3.0.3\n' },
  find: function* ({ builds }) {
    // Where one build is handed a context of that name, another one without it is not what anybody builds.
    const contexts = new Set(builds.flatMap(({ build }) => Object.keys(build.namedContexts)));
    for (const build of builds) {
      for (const { reference, producer, instruction, kind } of build.uses) {
        const parsed = parseReference(reference);
        if (producer !== null || parsed === null || parsed.digest !== '' || !moving.has(parsed.tag)) continue;
        if (contexts.has(familiarName(parsed).replace(/:latest$/, ''))) continue;
        if (isOnlyEverLatest(parsed.domain, parsed.path)) continue;
        const role = kind === 'from' ? 'stands on' : 'takes files from';
        yield {
          message: `This ${role} ${familiarName(parsed)}, whatever that is at the time`,
          path: build.path,
          range: rangeOf(build, instruction),
          builds: [build.id],
          cost: costOf(build.graph, { baseImages: [reference] }, null),
        };
      }
    }
  },
};

/** Tags that publishers move from version to version. */
const moving = new Set(
  'latest stable edge nightly mainline current lts rolling canary main master dev develop devel next unstable testing'.split(
    ' ',
  ),
);

/** Images that their publisher versions in the name: there is nothing but `latest` and digests. */
function isOnlyEverLatest(domain: string, path: string): boolean {
  return domain === 'gcr.io' && /^distroless\/.*debian\d+$/.test(path);
}
