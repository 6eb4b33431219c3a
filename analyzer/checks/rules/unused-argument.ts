import { rangeOf, runSteps } from '../chain.ts';
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
  const unused = plan.variables.filter(({ kind, name, usedBy }) => {
    return kind === 'arg' && usedBy.length === 0 && !readByPrograms.test(name);
  });
  if (unused.length === 0) return;
  const namedBy = instructionsByName(build);
  const readers = possibleReaders(build);
  for (const { name, instruction, stage } of unused) {
    if ((namedBy.get(name)?.size ?? 0) > 1 || isNamedBeside(build, name, instruction)) continue;
    // A global argument is in no environment.
    if (stage !== null && readers.some((reader) => reader.instructions.has(instruction) || reader.names.has(name)))
      continue;
    yield {
      message: `Nothing uses the argument ${name}`,
      path,
      range: rangeOf(build, instruction),
      builds: [id],
      cost: costOf(graph, { buildArgs: [name] }, null),
    };
  }
}

/** For each word of a Dockerfile the instructions that hold it: in stages that are not needed, triggers and texts, too. */
function instructionsByName({ plan }: CheckedBuild): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  for (const { index, original, heredocs } of plan.dockerfile.instructions) {
    for (const text of [original, ...heredocs.map(({ content }) => content)]) {
      for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) {
        const known = found.get(word);
        if (known === undefined) found.set(word, new Set([index]));
        else known.add(index);
      }
    }
  }
  return found;
}

/** Whether another argument of the same instruction is made of it. */
function isNamedBeside({ plan }: CheckedBuild, name: string, index: number): boolean {
  const instruction = plan.dockerfile.instructions[index];
  if (instruction?.keyword !== 'ARG' || instruction.args.length === 1) return false;
  return instruction.args.some(
    ({ value }) => value?.includes(`$${name}`) === true || value?.includes(`\${${name}`) === true,
  );
}

interface Reader {
  /** What set its environment. */
  readonly instructions: ReadonlySet<number>;
  /** Build arguments in its environment. */
  readonly names: ReadonlySet<string>;
}

/** The RUNs that run what may read any variable of its environment. */
function possibleReaders(build: CheckedBuild): readonly Reader[] {
  const readers: Reader[] = [];
  for (const { vertex } of runSteps(build)) {
    const commands = runCommands(build, vertex);
    if (commands.length > 0 && commands.every(isIndependentOfEnvironment)) continue;
    readers.push({ instructions: new Set(vertex.definedBy), names: new Set(vertex.buildArgs) });
  }
  return readers;
}
