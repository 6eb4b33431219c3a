import { vertexDigests } from '../../cache/vertex-digests.ts';
import type { ExecVertex } from '../../plan/vertex.ts';
import { rangeOf, runSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';

/** Two builds that set the same variables in another order, and share no layer for it. */
export const variableOrderSplitsLayers: Check = {
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
  find: function* ({ builds }) {
    const first = new Map<string, Place>();
    const digests = new Map<CheckedBuild, readonly string[]>();
    const digestOf = ({ build, vertex }: Place): string => {
      const known = digests.get(build) ?? vertexDigests(build.keyed);
      digests.set(build, known);
      return known[build.graph.vertices[vertex.id]?.definition[0] ?? -1] ?? '';
    };
    for (const build of builds) {
      for (const { vertex } of runSteps(build)) {
        const place = { build, vertex };
        const key = keyWithoutOrder(place);
        const other = first.get(key);
        if (other === undefined) first.set(key, place);
        else yield* difference(other, place, digestOf);
      }
    }
  },
};

interface Place {
  readonly build: CheckedBuild;
  readonly vertex: ExecVertex;
}

/** Equal for RUNs that differ in nothing but the order of their environment, as far as they themselves go. */
function keyWithoutOrder({ build, vertex }: Place): string {
  const ingredients = build.keyed.vertices[vertex.id]?.ingredients ?? [];
  return JSON.stringify(ingredients.map(({ name, value }) => `${name} ${value}`).toSorted());
}

function* difference(one: Place, other: Place, digestOf: (place: Place) => string): Iterable<CheckFinding> {
  const past = one.vertex.env;
  const place = other.vertex.env.findIndex(({ name }, index) => past[index]?.name !== name);
  const instruction = other.vertex.env[place]?.instruction ?? null;
  if (place < 0 || instruction === null || one.build.path === other.build.path) return;
  if (digestOf(one) !== digestOf(other)) return;
  const line = rangeOf(one.build, past[place]?.instruction ?? null)?.start.line ?? 1;
  yield {
    message: `${other.vertex.env[place]?.name ?? ''} comes in another order than in ${one.build.path}:${line}, and nothing else keeps the RUN on line ${rangeOf(other.build, other.vertex.instruction)?.start.line ?? 1} from being shared`,
    path: other.build.path,
    range: rangeOf(other.build, instruction),
    builds: [other.build.id],
    cost: { steps: 1, builds: 1 },
  };
}
