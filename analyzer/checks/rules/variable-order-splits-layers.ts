import { digestParts, vertexDigests } from '../../cache/vertex-digests.ts';
import type { Range } from '../../dockerfile/range.ts';
import type { ExecVertex } from '../../plan/vertex.ts';
import { rangeOf, runSteps, vertexBelow } from '../chain.ts';
import type { CheckFinding, RepositoryCheck } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';

/** Two builds that set the same variables in another order, and share no layer for it. */
export const variableOrderSplitsLayers: RepositoryCheck<readonly Run[]> = {
  rule: 'variable-order-splits-layers',
  severity: 'warning',
  title: 'The order of variables alone keeps two builds from sharing layers',
  why: 'The environment is part of the cache key of a RUN, its order included: the same variables set in another order make other layers, which are built, stored and sent twice.',
  mend: 'Set the variables in the same order in both.',
  bad: {
    'a/Dockerfile': 'FROM alpine:3.20\nENV LANG=C.UTF-8 TZ=UTC\nRUN apk add --no-cache python3\nCMD ["python3"]\n',
    'b/Dockerfile': 'FROM alpine:3.20\nENV TZ=UTC LANG=C.UTF-8\nRUN apk add --no-cache python3\nCMD ["python3"]\n',
  },
  good: {
    'a/Dockerfile': 'FROM alpine:3.20\nENV LANG=C.UTF-8 TZ=UTC\nRUN apk add --no-cache python3\nCMD ["python3"]\n',
    'b/Dockerfile': 'FROM alpine:3.20\nENV LANG=C.UTF-8 TZ=UTC\nRUN apk add --no-cache python3\nCMD ["python3"]\n',
  },
  note: (build) => {
    // One variable has no order.
    const several = [...runSteps(build)].filter(
      ({ vertex }) => vertex.env.filter(({ instruction }) => instruction !== null).length > 1,
    );
    if (several.length === 0) return null;
    const digests = vertexDigests(build.keyed);
    return several.map(({ vertex }): Run => ({
      key: keyWithoutOrder(build, vertex),
      below: digests[vertexBelow(build, vertex.id) ?? -1] ?? '',
      line: rangeOf(build, vertex.instruction)?.start.line ?? 1,
      // As far as names of variables come in another order.
      variables: vertex.env.map(({ name, instruction }) => ({ name, range: rangeOf(build, instruction) })),
    }));
  },
  conclude: function* (noted) {
    const first = new Map<string, Place>();
    for (const { id, path, note } of noted) {
      for (const run of note) {
        const place = { id, path, run };
        const other = first.get(run.key);
        if (other === undefined) first.set(run.key, place);
        else yield* difference(other, place);
      }
    }
  },
};

interface Run {
  /** Equal for RUNs that differ in nothing but the order of their environment, as far as they themselves go. */
  readonly key: string;
  /** The digest of what it stands on. */
  readonly below: string;
  readonly line: number;
  /** Its environment, in order, each with the instruction that sets it; null: the base image does. */
  readonly variables: readonly { readonly name: string; readonly range: Range | null }[];
}

interface Place {
  readonly id: string;
  readonly path: string;
  readonly run: Run;
}

function keyWithoutOrder({ keyed }: CheckedBuild, { id }: ExecVertex): string {
  const ingredients = keyed.vertices[id]?.ingredients ?? [];
  return digestParts(ingredients.map(({ name, value }) => `${name} ${value}`).toSorted());
}

function* difference(one: Place, other: Place): Iterable<CheckFinding> {
  const past = one.run.variables;
  const place = other.run.variables.findIndex(({ name }, index) => past[index]?.name !== name);
  const { name = '', range = null } = other.run.variables[place] ?? {};
  if (place < 0 || range === null || one.path === other.path || one.run.below !== other.run.below) return;
  const line = past[place]?.range?.start.line ?? 1;
  yield {
    message: `${name} comes in another order than in ${one.path}:${line}, and nothing else keeps the RUN on line ${other.run.line} from being shared`,
    path: other.path,
    range,
    builds: [other.id],
    cost: { steps: 1, builds: 1 },
  };
}
