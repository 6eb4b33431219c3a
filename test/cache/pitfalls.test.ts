import { describe, expect, test } from 'vitest';
import type { Experiment } from '../conformance/record/experiment.ts';
import { allLetters } from './letters.ts';

const files = { 'a.txt': 'a\n', 'b.txt': 'b\n', 'x/f': '1\n', 'y/f': '1\n', '.dockerignore': 'Dockerfile\n' };

/** Two Dockerfiles: what of the second is in the cache that the first filled. */
function edited(
  before: readonly string[],
  after: readonly string[],
  change: Partial<Experiment['change']> = {},
): string {
  return allLetters({
    files: { ...files, Dockerfile: before.join('\n') },
    change: { ...change, files: { ...change.files, Dockerfile: after.join('\n') } },
  });
}

function changed(dockerfile: readonly string[], change: Experiment['change'], build: Experiment['build'] = {}): string {
  return allLetters({ files: { ...files, Dockerfile: dockerfile.join('\n') }, build, change });
}

describe('§10: what is easily got wrong', () => {
  test.each<[name: string, got: string, expected: string]>([
    [
      '1: an ARG that nothing uses rebuilds RUN, not COPY or WORKDIR above it',
      changed(['FROM base:1', 'ARG V', 'COPY a.txt /', 'WORKDIR /w', 'RUN x'], { build: { args: { V: '1' } } }),
      '==R',
    ],
    [
      '2: ARG after ENV of its name wins in the stage',
      edited(['FROM base:1', 'ENV V=1', 'ARG V=2', 'RUN x'], ['FROM base:1', 'ENV V=1', 'ARG V=3', 'RUN x']),
      'R',
    ],
    [
      '2: and loses in a child stage',
      edited(
        ['FROM base:1 AS p', 'ENV V=1', 'ARG V=2', 'FROM p', 'RUN x'],
        ['FROM base:1 AS p', 'ENV V=1', 'ARG V=3', 'FROM p', 'RUN x'],
      ),
      '=',
    ],
    [
      '3: the order of variables counts',
      edited(['FROM base:1', 'ENV A=1', 'ENV B=2', 'RUN x'], ['FROM base:1', 'ENV B=2', 'ENV A=1', 'RUN x']),
      'R',
    ],
    [
      '3: one ENV or two does not',
      edited(['FROM base:1', 'ENV A=1', 'ENV B=2', 'RUN x'], ['FROM base:1', 'ENV A=1 B=2', 'RUN x']),
      '=',
    ],
    ['3: ENV or ARG does not', edited(['FROM base:1', 'ENV A=1', 'RUN x'], ['FROM base:1', 'ARG A=1', 'RUN x']), '='],
    [
      '5: USER changes the owner of WORKDIR, not of COPY',
      edited(['FROM base:1', 'COPY a.txt /', 'WORKDIR /w'], ['FROM base:1', 'USER 7', 'COPY a.txt /', 'WORKDIR /w']),
      '=R',
    ],
    [
      '6: only the last part of a COPY source counts',
      edited(['FROM base:1', 'COPY x/f /'], ['FROM base:1', 'COPY y/f /']),
      '=',
    ],
    [
      '6: the source of a bind mount does not count at all',
      edited(
        ['FROM base:1', 'RUN --mount=source=x/f,target=/m x'],
        ['FROM base:1', 'RUN --mount=source=y/f,target=/m x'],
      ),
      '=',
    ],
    [
      '7: the delimiter of a plain RUN here-document is free',
      edited(['FROM base:1', 'RUN <<A', 'x', 'A'], ['FROM base:1', 'RUN <<B', 'x', 'B']),
      '=',
    ],
    [
      '7: that of a COPY is its file name',
      edited(['FROM base:1', 'COPY <<A /d/', 'x', 'A'], ['FROM base:1', 'COPY <<B /d/', 'x', 'B']),
      'R',
    ],
    [
      '7: that of a script is too',
      edited(['FROM base:1', 'RUN <<A', '#!/bin/sh', 'A'], ['FROM base:1', 'RUN <<B', '#!/bin/sh', 'B']),
      'R',
    ],
    ['9: permissions count', changed(['FROM base:1', 'COPY a.txt /'], { files: { 'a.txt': { mode: '0600' } } }), 'R'],
    [
      '11: --link with --chmod is not linked: a changed base rebuilds it',
      edited(['FROM base:1', 'COPY --link --chmod=600 a.txt /'], ['FROM base:2', 'COPY --link --chmod=600 a.txt /']),
      'R',
    ],
    [
      '11: --link without is: only the merge is made anew',
      edited(['FROM base:1', 'COPY --link a.txt /'], ['FROM base:2', 'COPY --link a.txt /']),
      '=R',
    ],
    [
      '12: SOURCE_DATE_EPOCH is in WORKDIR',
      changed(['FROM base:1', 'COPY a.txt /', 'WORKDIR /w'], { build: { args: { SOURCE_DATE_EPOCH: '9' } } }),
      '=R',
    ],
    [
      '13: WORKDIR on FROM stays cached without the cache, and so does what copies what COPY brought',
      changed(['FROM base:1 AS s', 'WORKDIR /w', 'COPY a.txt /in/', 'FROM base:1', 'COPY --from=s /in/a.txt /'], {
        build: { noCacheFilter: 's' },
      }),
      '=R=',
    ],
    [
      '14: a custom cache id is free',
      edited(
        ['FROM base:1', 'RUN --mount=type=cache,target=/c,id=k x'],
        ['FROM base:1', 'RUN --mount=type=cache,target=/c,id=l x'],
      ),
      '=',
    ],
    [
      '14: the usual one is not',
      edited(
        ['FROM base:1', 'RUN --mount=type=cache,target=/c x'],
        ['FROM base:1', 'RUN --mount=type=cache,target=/c,id=l x'],
      ),
      'R',
    ],
    [
      '14: locked or private is one',
      edited(
        ['FROM base:1', 'RUN --mount=type=cache,target=/c,sharing=locked x'],
        ['FROM base:1', 'RUN --mount=type=cache,target=/c,sharing=private x'],
      ),
      '=',
    ],
    [
      '15: COPY --from does not mind the case of a stage name',
      edited(
        ['FROM base:1 AS s', 'RUN x', 'FROM base:1', 'COPY --from=s /f /'],
        ['FROM base:1 AS S', 'RUN x', 'FROM base:1', 'COPY --from=S /f /'],
      ),
      '==',
    ],
    [
      '19: a moved tag with the same layers is free',
      changed(['FROM moving:latest', 'COPY a.txt /', 'RUN x'], { images: { 'moving:latest': 'base:same' } }),
      '==',
    ],
    [
      '19: one with a layer more is not',
      changed(['FROM moving:latest', 'COPY a.txt /', 'RUN x'], { images: { 'moving:latest': 'base:2' } }),
      'RR',
    ],
    [
      '21: a stage that mounts what it starts from compares it by content',
      changed(['FROM base:1 AS p', 'COPY a.txt /f', 'FROM p', 'RUN --mount=from=p,target=/m x'], {
        build: { noCacheFilter: 'p' },
      }),
      'R=',
    ],
    [
      '22: a stage that copies from what it starts from does not',
      changed(['FROM base:1 AS p', 'COPY a.txt /f', 'FROM p', 'COPY --from=p /f /g'], {
        build: { noCacheFilter: 'p' },
      }),
      'RR',
    ],
    [
      '24: a wildcard that matches nothing is no change',
      changed(['FROM base:1', 'COPY z*.txt /d/'], { files: { 'b.txt': '2\n' } }),
      '=',
    ],
    [
      '26: exec form of the shell is the shell form',
      edited(['FROM base:1', 'RUN x'], ['FROM base:1', 'RUN ["/bin/sh","-c","x"]']),
      '=',
    ],
    [
      'USER 0 is not USER root to RUN',
      edited(['FROM base:1', 'USER 0', 'RUN x'], ['FROM base:1', 'USER root', 'RUN x']),
      'R',
    ],
    [
      '--chown=root:root is --chown=0:0',
      edited(['FROM base:1', 'COPY --chown=0:0 a.txt /'], ['FROM base:1', 'COPY --chown=root:root a.txt /']),
      '=',
    ],
    [
      '--chmod=755 is --chmod=0755',
      edited(['FROM base:1', 'COPY --chmod=755 a.txt /'], ['FROM base:1', 'COPY --chmod=0755 a.txt /']),
      '=',
    ],
    [
      '--link=false is none',
      edited(['FROM base:1', 'COPY a.txt /'], ['FROM base:1', 'COPY --link=false a.txt /']),
      '=',
    ],
    [
      'a read-only mount is not a writable one',
      edited(
        ['FROM base:1', 'RUN --mount=source=x,target=/m x'],
        ['FROM base:1', 'RUN --mount=source=x,target=/m,rw x'],
      ),
      'R',
    ],
    [
      'the order of bind mounts is free',
      edited(
        ['FROM base:1', 'RUN --mount=source=x,target=/m --mount=source=y,target=/n x'],
        ['FROM base:1', 'RUN --mount=source=y,target=/n --mount=source=x,target=/m x'],
      ),
      '=',
    ],
    [
      '§9: a linked copy is the same copy on scratch',
      edited(['FROM scratch', 'COPY a.txt /'], ['FROM base:1', 'COPY --link a.txt /']),
      '=R',
    ],
  ])('%s', (_, got, expected) => {
    expect(got).toBe(expected);
  });
});

describe('contents followed through stages', () => {
  test.each<[name: string, got: string, expected: string]>([
    [
      'a file that one COPY brought is exact in another stage, whatever else changes',
      changed(
        [
          'FROM base:1 AS s',
          'COPY a.txt /in/',
          'COPY b.txt /in/',
          'FROM base:1',
          'COPY --from=s /in/a.txt /',
          'COPY --from=s /in/b.txt /',
        ],
        { files: { 'b.txt': '2\n' } },
      ),
      '=R=R',
    ],
    [
      'through two stages',
      changed(
        [
          'FROM base:1 AS s',
          'COPY . /src/',
          'FROM scratch AS t',
          'COPY --from=s /src/x /x/',
          'FROM base:1',
          'COPY --from=t /x/f /',
        ],
        { files: { 'b.txt': '2\n' } },
      ),
      'R==',
    ],
    [
      'a RUN on the way makes it unknown',
      changed(['FROM base:1 AS s', 'COPY a.txt /in/', 'RUN x', 'FROM base:1', 'COPY --from=s /in/a.txt /'], {
        files: { 'a.txt': '2\n' },
      }),
      'RR?',
    ],
    [
      'a file that a later COPY covers does not count',
      changed(['FROM base:1 AS s', 'COPY a.txt /in/f', 'COPY b.txt /in/f', 'FROM base:1', 'COPY --from=s /in/f /'], {
        files: { 'a.txt': '2\n' },
      }),
      'RR=',
    ],
    [
      'a here-document is known text',
      edited(
        ['FROM base:1 AS s', 'COPY <<A /d/', 'x', 'A', 'FROM base:1', 'COPY --from=s /d/A /'],
        ['FROM base:1 AS s', 'COPY <<A /d/', 'y', 'A', 'FROM base:1', 'COPY --from=s /d/A /'],
      ),
      'RR',
    ],
    [
      'a wildcard over known files',
      changed(['FROM base:1 AS s', 'COPY a.txt b.txt /in/', 'FROM base:1', 'COPY --from=s /in/a* /'], {
        files: { 'b.txt': '2\n' },
      }),
      'R=',
    ],
    [
      'a step of the same text that took other files in another stage is no measure of it',
      changed(
        [
          'FROM scratch AS s',
          'COPY <<EOF /in/doc',
          'text',
          'EOF',
          'FROM s AS t',
          'RUN --mount=from=s,target=/m x',
          'COPY --link x /in/',
          'FROM t',
          'RUN --mount=from=t,target=/m x',
        ],
        { files: { 'x/f': '2\n' } },
      ),
      '==RRR',
    ],
    [
      'a file that one side lacks is a change where all files are known',
      edited(
        ['FROM base:1 AS s', 'COPY a.txt b.txt /in/', 'FROM base:1', 'COPY --from=s /in/*.txt /'],
        ['FROM scratch AS s', 'COPY a.txt /in/', 'FROM base:1', 'COPY --from=s /in/*.txt /'],
      ),
      'RR',
    ],
    [
      'another base under the stage leaves the copied file as it is',
      edited(
        ['FROM base:1 AS s', 'COPY a.txt /in/f', 'FROM base:1', 'COPY --from=s /in/f /'],
        ['FROM base:2 AS s', 'COPY a.txt /in/f', 'FROM base:1', 'COPY --from=s /in/f /'],
      ),
      'R=',
    ],
  ])('%s', (_, got, expected) => {
    expect(got).toBe(expected);
  });
});
