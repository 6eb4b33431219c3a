import type { CacheGraph } from '../../cache/cache-graph.ts';
import { graphVertices } from '../../cache/make-cache-graph.ts';
import { isIndependentOfEnvironment } from '../plain-programs.ts';
import { rangeOf } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { costOf } from '../cost.ts';
import { runCommands } from '../run-commands.ts';
import type { Variable } from '../../plan/variable.ts';
import type { ExecVertex } from '../../plan/vertex.ts';

/** An ARG that is another one at each build, above RUNs that have no use for it. */
export const changingArgumentAboveSteps: Check = {
  rule: 'changing-argument-above-steps',
  severity: 'warning',
  title: 'An argument that changes with each build stands above steps that do not use it',
  why: 'A declared ARG is part of the environment of every RUN below it, used or not: another revision, date or version runs them all again.',
  mend: 'Move the ARG down, to just above the first instruction that uses it.',
  bad: {
    Dockerfile:
      'FROM alpine:3.20\nARG GIT_SHA\nRUN apk add --no-cache curl\nCOPY server /server\nLABEL org.opencontainers.image.revision=$GIT_SHA\nENTRYPOINT ["/server"]\n',
    server: '',
  },
  good: {
    Dockerfile:
      'FROM alpine:3.20\nRUN apk add --no-cache curl\nCOPY server /server\nARG GIT_SHA\nLABEL org.opencontainers.image.revision=$GIT_SHA\nENTRYPOINT ["/server"]\n',
    server: '',
  },
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

/** Names of what differs from commit to commit, and from build to build. */
const changing =
  /^(?:[A-Z][A-Z0-9]*_)?(?:GIT_(?:SHA|COMMIT|REV|REVISION|HASH|COMMIT_SHA|COMMIT_HASH|DESCRIBE)|COMMIT_(?:SHA|HASH)|VCS_REF|BUILD_(?:DATE|TIME|TIMESTAMP|NUMBER|SHA|REVISION))$|^(?:COMMIT|REVISION|GIT_REF|BUILD_ID|SHA|GITHUB_SHA|CI_COMMIT_SHA)$/;
/** Names of the version of what is built: when the caller gives it, it changes with each release. */
const version = /^(?:APP_|BUILD_|IMAGE_|RELEASE_)?VERSION$/;
const openDefaults = new Set([
  '',
  'dev',
  'devel',
  'development',
  'latest',
  'unknown',
  'local',
  'main',
  '0.0.0',
  '0.0.0-dev',
  'snapshot',
]);

/** As many arguments of one build are looked at. */
const maxArguments = 20;

function isChanging({ kind, stage, name, value, source }: Variable): boolean {
  if (kind !== 'arg' || stage === null) return false;
  if (changing.test(name)) return true;
  return version.test(name) && (source === 'build-arg' || openDefaults.has((value ?? '').toLowerCase()));
}

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { plan, graph, path, id } = build;
  for (const variable of plan.variables.filter(isChanging).slice(0, maxArguments)) {
    const { name, instruction } = variable;
    const free = stepsWithoutUse(build, variable);
    const [first] = free;
    if (first === undefined) continue;
    const cost = costOf(graph, { buildArgs: [name] }, withoutArgument(build, name, free));
    if (cost.steps === 0) continue;
    yield {
      message: `${name} changes often, and the RUN on line ${rangeOf(build, first.instruction)?.start.line ?? 1} runs again with it though it does not use it`,
      path,
      range: rangeOf(build, instruction),
      builds: [id],
      cost,
    };
  }
}

/** The RUNs directly below an argument that surely do not use it: up to the first one that does, or may. */
function stepsWithoutUse(build: CheckedBuild, { name, instruction, usedBy }: Variable): readonly ExecVertex[] {
  const { plan } = build;
  const names = new Set([name, ...namesMadeOf(build, usedBy)]);
  const free: ExecVertex[] = [];
  for (const vertex of plan.vertices) {
    if (vertex.type !== 'exec' || !vertex.definedBy.includes(instruction) || !vertex.buildArgs.includes(name)) continue;
    const uses = vertex.args.some((arg) => [...names].some((each) => arg.includes(each)));
    const commands = runCommands(build, vertex);
    if (uses || commands.length === 0 || !commands.every(isIndependentOfEnvironment)) break;
    free.push(vertex);
  }
  return free;
}

/** Names of the variables that the instructions set which use an argument: these hand it on. */
function namesMadeOf({ plan }: CheckedBuild, usedBy: readonly number[]): readonly string[] {
  return usedBy.flatMap((index) => {
    const instruction = plan.dockerfile.instructions[index];
    if (instruction?.keyword === 'ENV') return instruction.env.map(({ key }) => key);
    return instruction?.keyword === 'ARG' ? instruction.args.map(({ key }) => key) : [];
  });
}

/** The graph in which some RUNs do not have the argument in their environment. */
function withoutArgument({ graph, keyed }: CheckedBuild, name: string, free: readonly ExecVertex[]): CacheGraph {
  const ids = new Set(free.map(({ id }) => id));
  const planned = graphVertices(keyed);
  return {
    ...graph,
    vertices: graph.vertices.map((vertex, place) =>
      ids.has(planned[place] ?? -1)
        ? { ...vertex, buildArgs: vertex.buildArgs.filter((each) => each !== name) }
        : vertex,
    ),
  };
}
