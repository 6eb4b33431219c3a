import type { Range } from '../../dockerfile/range.ts';
import { familiarName, parseReference } from '../../dockerfile/reference.ts';
import { rangeOf } from '../chain.ts';
import type { RepositoryCheck } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import type { FindingCost } from '../finding.ts';
import { costOf } from '../cost.ts';

/** An image that is taken by a tag that moves. */
interface MovingUse {
  /** As people write it. */
  readonly image: string;
  readonly role: string;
  readonly range: Range | null;
  readonly cost: FindingCost;
}

/** A base image by a tag that is meant to move. */
export const movingBaseTag: RepositoryCheck<{
  /** Names of named contexts. */
  readonly contexts: readonly string[];
  readonly moving: readonly MovingUse[];
}> = {
  rule: 'moving-base-tag',
  severity: 'warning',
  title: 'A base image is named by a tag that moves',
  why: 'The tag names another image after each release of it, next major versions included: two builds of the same commit differ, and when it moves, every step that stands on it is rebuilt.',
  mend: 'Name the version that you mean, and the digest where builds must not differ at all: image:1.27@sha256:….',
  bad: { Dockerfile: 'FROM python\nRUN pip install flask==3.0.3\n' },
  good: { Dockerfile: 'FROM python:3.13\nRUN pip install flask==3.0.3\n' },
  note: (build) => {
    const contexts = Object.keys(build.build.namedContexts);
    const moving = [...movingUses(build)];
    return contexts.length + moving.length === 0 ? null : { contexts, moving };
  },
  conclude: function* (noted) {
    // Where one build is handed a context of that name, another one without it is not what anybody builds.
    const contexts = new Set(noted.flatMap(({ note }) => note.contexts));
    for (const { id, path, note } of noted) {
      for (const { image, role, range, cost } of note.moving) {
        if (contexts.has(image.replace(/:latest$/, ''))) continue;
        yield { message: `This ${role} ${image}, whatever that is at the time`, path, range, builds: [id], cost };
      }
    }
  },
};

function* movingUses(build: CheckedBuild): Iterable<MovingUse> {
  for (const { reference, producer, instruction, kind } of build.uses) {
    const parsed = parseReference(reference);
    if (producer !== null || parsed === null || parsed.digest !== '' || !moving.has(parsed.tag)) continue;
    if (isOnlyEverLatest(parsed.domain, parsed.path)) continue;
    yield {
      image: familiarName(parsed),
      role: kind === 'from' ? 'stands on' : 'takes files from',
      range: rangeOf(build, instruction),
      cost: costOf(build.graph, { baseImages: [reference] }, null),
    };
  }
}

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
