import type { Variable } from '../../plan/variable.ts';
import { rangeOf } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { costOf } from '../cost.ts';
import { isIndependentOfEnvironment } from '../plain-programs.ts';
import { runCommands } from '../run-commands.ts';

/** An ARG that nothing uses. */
export const unusedArgument: Check = {
  rule: 'unused-argument',
  severity: 'info',
  title: 'Nothing uses an argument',
  why: 'Whoever gives it another value gets the same image; yet it is part of the environment of every RUN below it, and another value runs them all again.',
  mend: 'Take the ARG out.',
  bad: { Dockerfile: 'FROM alpine:3.20\nARG CHANNEL=stable\nRUN apk add --no-cache curl\n' },
  good: { Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache curl\n' },
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

/** Names that programs and builders read by themselves. */
const readByPrograms =
  /^(?:DEBIAN_|APT_|PIP_|UV_|NPM_|YARN_|PNPM_|NODE_|GO|CGO|CARGO|RUST|MAVEN|MVN_|GRADLE|JAVA|JDK|DOTNET|NUGET|ASPNETCORE|COMPOSER|BUNDLE|GEM_|RAILS_|RACK_|PYTHON|POETRY|LANG|LC_|MAKE|DOCKER|SOURCE_DATE|BUILDKIT|TARGET|BUILDPLATFORM$|BUILDOS$|BUILDARCH$|BUILDVARIANT$|http|https|no_|ftp_|all_)|PROXY$|^(?:TZ|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|HOME|PATH|USER|SHELL|TERM|CI)$/;

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { plan, path, id, graph } = build;
  for (const variable of plan.variables) {
    const { kind, name, usedBy, instruction } = variable;
    if (kind !== 'arg' || usedBy.length > 0 || readByPrograms.test(name)) continue;
    if (isNamedElsewhere(build, variable) || mayBeRead(build, variable)) continue;
    yield {
      message: `Nothing uses the argument ${name}`,
      path,
      range: rangeOf(build, instruction),
      builds: [id],
      cost: costOf(graph, { buildArgs: [name] }, null),
    };
  }
}

/** Whether anything else names it: another argument beside it, a stage that is not needed, a trigger, a text. */
function isNamedElsewhere({ plan }: CheckedBuild, { name, instruction }: Variable): boolean {
  return plan.dockerfile.instructions.some((each) => {
    if (each.index === instruction) {
      return (
        each.keyword === 'ARG' &&
        each.args.some(({ value }) => value?.includes(`$${name}`) === true || value?.includes(`\${${name}`) === true)
      );
    }
    return each.original.includes(name) || each.heredocs.some(({ content }) => content.includes(name));
  });
}

/** Whether some RUN that sees it in its environment runs what may read it there. */
function mayBeRead(build: CheckedBuild, { name, instruction, stage }: Variable): boolean {
  if (stage === null) return false;
  return build.plan.vertices.some((vertex) => {
    if (vertex.type !== 'exec' || !(vertex.buildArgs.includes(name) || vertex.definedBy.includes(instruction)))
      return false;
    const commands = runCommands(build, vertex);
    return commands.length === 0 || !commands.every(isIndependentOfEnvironment);
  });
}
