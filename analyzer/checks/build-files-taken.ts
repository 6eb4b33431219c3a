import { repositoryPath } from '../context/context-view.ts';
import { gitFolder } from '../context/file-tree.ts';
import { entriesByPath, runSteps, takings, type UsedStep } from './chain.ts';
import type { CheckedBuild } from './checked-repository.ts';
import { runCommands } from './run-commands.ts';

/**
 * What a COPY takes, with all the rest of a folder, of the files that only describe the build: their paths by what they are
 * called (`the Dockerfile`, `the ignore file`, `.git`). What it asks for by name is meant, and so is .git where a
 * step may ask git.
 */
export function buildFilesTaken(build: CheckedBuild, step: UsedStep['step']): ReadonlyMap<string, string> {
  const { view } = build;
  const taken = new Map<string, string>();
  if (view === null || (step.kind !== 'COPY' && step.kind !== 'ADD')) return taken;
  const own = new Map<string | null, string>([
    [build.build.dockerfile, 'the Dockerfile'],
    [view.ignore?.path ?? null, 'the ignore file'],
  ]);
  own.set(repositoryPath(view, gitFolder), '.git');
  for (const taking of step.vertices.flatMap((each) => takings(build, each))) {
    for (const [file, name] of own) {
      if (file !== null && (entriesByPath(taking).get(file)?.below ?? '') !== '') taken.set(name, file);
    }
  }
  // RUNs are read only where it matters.
  if (taken.has('.git') && mayNeedGit(build)) taken.delete('.git');
  return taken;
}

/** Programs that ask git by themselves, or run what the project tells them to, which often asks git for a version. */
const mayAskGit =
  /^(?:git|(?:g|c|cross-?)?make|ninja|just|task|mage|bazel|bazelisk|meson|cmake|goreleaser|go|xx-go|cargo|hatch|poetry|uv|mvn|mvnw|gradle|gradlew|rake)$/;

/**
 * Whether some step asks git what the repository says of itself, or may: `go build` writes the commit into the program, a
 * Makefile and a script of the project ask for it. Then .git is there for it.
 */
function mayNeedGit(build: CheckedBuild): boolean {
  for (const { vertex } of runSteps(build)) {
    for (const { program, words, args } of runCommands(build, vertex)) {
      if (mayAskGit.test(program) || /\.(?:sh|bash|py|pl|rb)$/.test(program) || /^\.{1,2}\//.test(words[0] ?? ''))
        return true;
      // What is installed from the folder itself may take its version from git (setuptools_scm).
      if (/^pip[\d.]*$/.test(program) && args.some((arg) => /^\.(?:$|\[|\/)/.test(arg))) return true;
    }
  }
  return false;
}
