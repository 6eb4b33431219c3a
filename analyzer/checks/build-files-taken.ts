import { repositoryPath } from '../context/context-view.ts';
import { gitFolder } from '../context/file-tree.ts';
import { entriesByPath, runSteps, takings, type UsedStep } from './chain.ts';
import type { CheckedBuild } from './checked-repository.ts';
import { runCommands } from './run-commands.ts';

/**
 * What a COPY takes, with all the rest of a folder, of the files that only describe the build: their paths by what they are
 * called (`the Dockerfile`, `the ignore file`, `.git`). What it asks for by name is meant, and so is .git where a step asks git.
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
  if (taken.has('.git') && asksGit(build)) taken.delete('.git');
  return taken;
}

/** Whether some step asks git for what the repository says of itself: then .git is there for it. */
function asksGit(build: CheckedBuild): boolean {
  for (const { vertex } of runSteps(build)) {
    if (runCommands(build, vertex).some(({ program }) => program === 'git')) return true;
  }
  return false;
}
