import { rangeOf, takings, usedSteps, verticesBelow } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { fileEdit, standingOn, statusOf } from '../cost.ts';
import type { FileVertex } from '../../plan/vertex.ts';

/** A copy from elsewhere that is made again whenever a file is edited that it does not take. */
export const copyWithoutLink: Check = {
  rule: 'copy-without-link',
  severity: 'info',
  title: 'A COPY is made again for files that it does not take',
  why: 'A plain COPY stands on the steps above it: when one of these takes a file that changed, the copy is made, stored and pushed again, though what it copies is the same. With --link it is a layer of its own.',
  mend: 'Write COPY --link, or move it above the COPY whose files change.',
  bad: {
    Dockerfile:
      'FROM node:22.12 AS assets\nRUN npm install --global --prefix /assets swagger-ui-dist@5.17.14\nFROM nginx:1.27\nCOPY pages /pages\nCOPY --from=assets /assets /assets\n',
    'pages/index.html': '',
  },
  good: {
    Dockerfile:
      'FROM node:22.12 AS assets\nRUN npm install --global --prefix /assets swagger-ui-dist@5.17.14\nFROM nginx:1.27\nCOPY pages /pages\nCOPY --link --from=assets /assets /assets\n',
    'pages/index.html': '',
  },
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

/** As many steps below a copy, and copies of one build, are asked what they do to it. */
const maxTakers = 5;
const maxCopies = 100;

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { plan, graph, path, id } = build;
  let copies = 0;
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind !== 'COPY' || vertex.type !== 'file' || vertex.stage !== plan.target) continue;
    if (!canBeLinked(build, vertex) || ++copies > maxCopies) continue;
    // Linked, it stands on nothing.
    const mended = standingOn(graph, new Map(graph.steps[step.id]?.map((own) => [own, []])));
    const takers = verticesBelow(build, vertex.id).filter((below) => firstFile(build, below) !== null);
    const taker = takers.slice(0, maxTakers).find((below) => {
      const edit = firstFile(build, below);
      if (edit === null || statusOf(graph, fileEdit(edit), step.id) !== 'rebuilt') return false;
      return statusOf(mended, fileEdit(edit), step.id) === 'cached';
    });
    if (taker === undefined) continue;
    const line = rangeOf(build, plan.vertices[taker]?.instruction ?? null)?.start.line ?? 1;
    yield {
      message: `This copy is made again whenever the files change that the step on line ${line} takes`,
      path,
      range: rangeOf(build, vertex.instruction),
      builds: [id],
      cost: { steps: 1, builds: 1 },
    };
  }
}

/** Whether --link changes nothing but the cache: owners that need the image's own files cannot be looked up. */
function canBeLinked({ plan }: CheckedBuild, vertex: FileVertex): boolean {
  const instruction = plan.dockerfile.instructions[vertex.instruction ?? -1];
  if (instruction?.keyword !== 'COPY' || instruction.isLink || instruction.chmod !== '') return false;
  if (instruction.from === '' || instruction.inlineFiles.length > 0) return false;
  return vertex.actions.every((action) => action.kind === 'copy' && /^(?:\d+(?::\d+)?)?$/.test(action.owner));
}

/** A file that a vertex takes from the context; null: none. */
function firstFile(build: CheckedBuild, id: number): string | null {
  for (const { entries } of takings(build, id)) {
    const file = entries.find(({ kind, path }) => kind === 'file' && path !== null);
    if (file !== undefined) return file.path;
  }
  return null;
}
