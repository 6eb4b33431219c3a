import { rangeOf, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { costOf } from '../cost.ts';

/** ADD of a web address without --checksum: what comes is not known, and each build asks for it. */
export const remoteAddWithoutChecksum: Check = {
  rule: 'remote-add-without-checksum',
  severity: 'warning',
  title: 'ADD takes a file from the web without a checksum',
  why: 'The builder asks the server at each build, and takes whatever it answers: another file under the same address rebuilds all that follows, and nobody is told. With a checksum the build fails instead, and a cached step needs no network.',
  mend: 'Write ADD --checksum=sha256:… with the digest of the file that you mean.',
  bad: { Dockerfile: 'FROM alpine:3.20\nADD https://example.com/tool.tar.gz /opt/\nRUN tar -xf /opt/tool.tar.gz\n' },
  good: {
    Dockerfile:
      'FROM alpine:3.20\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool.tar.gz /opt/\nRUN tar -xf /opt/tool.tar.gz\n',
  },
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { plan, graph, path, id } = build;
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind !== 'ADD') continue;
    const copied = step.vertices.flatMap((each) => plan.vertices[each]?.inputs ?? []);
    const addresses = new Set(copied.flatMap((input) => unchecked(plan.vertices[input.vertex])));
    for (const address of addresses) {
      yield {
        message: `Nothing says what ${address} must hold`,
        path,
        range: rangeOf(build, vertex.instruction),
        builds: [id],
        cost: costOf(graph, { instructions: [step.instruction] }, null),
      };
    }
  }
}

/** The address of a source that is fetched by http and not held against a checksum. */
function unchecked(vertex: CheckedBuild['plan']['vertices'][number] | undefined): readonly string[] {
  if (vertex?.type !== 'source' || !/^https?:/.test(vertex.identifier)) return [];
  // What an API answers is added for the sake of its changing.
  if (vertex.identifier.startsWith('https://api.')) return [];
  return vertex.attrs['http.checksum'] === undefined ? [vertex.identifier] : [];
}
