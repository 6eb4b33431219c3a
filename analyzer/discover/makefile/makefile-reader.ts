import type { DeclaredBuild, DeclaredBuilds, DefinitionProblem, DefinitionReader } from '../definition-reader.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { baseNameOf, folderOf } from '../repository-path.ts';
import { scriptBuilds } from '../shell/script-builds.ts';
import type { VariableValue } from '../../shell/shell-word.ts';
import { expandRecipe } from './make-text.ts';
import { runMakefile, type MakeRun } from './run-makefile.ts';

/** Ways through the conditionals of one makefile that are looked at. */
const maxRuns = 24;

const engines = /docker|podman|buildah|nerdctl/i;

/**
 * Builds in the recipes of makefiles, which make runs in the folder of the makefile that it is called with, each line in a shell of
 * its own.
 *
 * Variables that the file sets are put in; what make computes (`$(shell …)`, `$@`, a variable from outside) is not known. Where a
 * conditional hangs on that, each of its branches counts. A makefile that another one includes is read with that one.
 */
export const makefileReader: DefinitionReader = {
  source: 'makefile',
  names: /^(?:GNU)?[Mm]akefile(?:\.[^/]*)?$|\.mk$/,
  read: (path, text, repository): DeclaredBuilds => {
    if (!engines.test(text) && !/^[-s]?include[ \t]/m.test(text)) return { builds: [], problems: [] };
    if (isIncluded(path, repository)) return { builds: [], problems: [] };
    const first = runOnce(path, repository);
    if (!first.paths.some((each) => engines.test(repository.readText(each) ?? ''))) return { builds: [], problems: [] };
    const others = first.open.flatMap((branches, place) =>
      Array.from({ length: branches - 1 }, (_, branch) => new Map([[place, branch + 1]])),
    );
    const runs = [first, ...others.slice(0, maxRuns).map((choices) => runMakefile(path, repository, choices))];
    const seen = new Set<string>();
    const builds: DeclaredBuild[] = [];
    const problems: DefinitionProblem[] = [];
    for (const run of runs) {
      const found = recipeBuilds(run, folderOf(path), repository, seen);
      builds.push(...found.builds);
      problems.push(...found.problems);
    }
    // One that no makefile was found to include may be meant for other folders than its own.
    const isMeant = isMain(baseNameOf(path)) ? () => true : (build: DeclaredBuild) => isThere(build, repository);
    return { builds: builds.filter(isMeant), problems };
  },
};

function isThere({ dockerfile }: DeclaredBuild, repository: RepositoryFiles): boolean {
  return dockerfile === null || repository.isFile(dockerfile);
}

/** Builds of the recipes of one run that no run before had: `seen` knows their texts. */
function recipeBuilds(
  { recipes, variables }: MakeRun,
  folder: string,
  repository: RepositoryFiles,
  seen: Set<string>,
): DeclaredBuilds {
  const found = recipes.flatMap(({ text, path, line, column }) => {
    const unknown = new Map<string, VariableValue>();
    const expanded = expandRecipe(text.replace(/^[\s@+-]+/, ''), variables, unknown);
    const key = JSON.stringify([path, line, expanded, [...unknown.values()]]);
    if (seen.has(key)) return [];
    seen.add(key);
    const setting = { folder, scriptFolder: folder, variables: (name: string) => unknown.get(name) };
    const place = () => ({ line, column });
    return [scriptBuilds({ source: 'makefile', path, text: expanded, place, setting }, repository)];
  });
  return { builds: found.flatMap(({ builds }) => builds), problems: found.flatMap(({ problems }) => problems) };
}

/** Whether a makefile of the same folder or of one above includes this one: then its paths count from there. */
function isIncluded(path: string, repository: RepositoryFiles): boolean {
  if (isMain(baseNameOf(path))) return false;
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    for (const other of repository.filesIn(folder)) {
      if (isMain(baseNameOf(other)) && runOnce(other, repository).paths.includes(path)) return true;
    }
    if (folder === '') return false;
  }
}

/** What make reads by itself. */
function isMain(name: string): boolean {
  return ['GNUmakefile', 'Makefile', 'makefile'].includes(name);
}

/** Included makefiles ask again and again for what includes them. */
const runs = new WeakMap<RepositoryFiles, Map<string, MakeRun>>();

function runOnce(path: string, repository: RepositoryFiles): MakeRun {
  const known = runs.get(repository) ?? new Map<string, MakeRun>();
  runs.set(repository, known);
  const run = known.get(path) ?? runMakefile(path, repository);
  known.set(path, run);
  return run;
}
