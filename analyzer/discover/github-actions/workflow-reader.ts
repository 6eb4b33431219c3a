import type { DeclaredBuild, DeclaredBuilds, DefinitionProblem, DefinitionReader } from '../definition-reader.ts';
import { itemsOf, textOf, valueAt, type LocatedValue } from '../located-value.ts';
import { parsedYaml } from '../parsed-yaml.ts';
import { readYaml } from '../read-yaml.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { followPath } from '../repository-path.ts';
import { bakeCall, scriptBuilds } from '../shell/script-builds.ts';
import { joinScriptParts } from '../shell/script-parts.ts';
import type { VariableValue } from '../../shell/shell-word.ts';
import { declareAction } from './build-action.ts';
import { fromWorkspace } from './checkouts.ts';
import { scalarText, type ExpressionValue } from './expression.ts';
import { addEnv, workflowRuns, type JobRun } from './workflow-runs.ts';
import { resolveScript, resolveText } from './workflow-text.ts';

/** Builds of GitHub Actions workflows: docker/build-push-action, docker/bake-action, and build commands in `run:`. */
export const workflowReader: DefinitionReader = {
  source: 'github-actions',
  names: /\.ya?ml$/,
  paths: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  read: (path, text, repository): DeclaredBuilds => {
    if (!/docker|podman|buildah|buildx|nerdctl/i.test(text)) return { builds: [], problems: [] };
    const { documents, problems } = parsedYaml(path, repository) ?? readYaml(path, text);
    const read = documents.map((document) =>
      runJobs(path, text, document, workflowRuns(path, document, repository), repository),
    );
    return {
      builds: read.flatMap(({ builds }) => builds),
      problems: [...problems, ...read.flatMap((each) => each.problems)],
    };
  },
};

/** The builds of the steps of some runs. `fileText` is the file they stand in, `document` what holds its defaults. */
export function runJobs(
  path: string,
  fileText: string,
  document: LocatedValue,
  runs: readonly JobRun[],
  repository: RepositoryFiles,
): DeclaredBuilds {
  const builds: DeclaredBuild[] = [];
  const problems: DefinitionProblem[] = [];
  for (const run of runs) {
    for (const step of itemsOf(valueAt(run.job, 'steps'))) {
      const read = readStep(path, fileText, document, run, step, repository);
      builds.push(...read.builds);
      problems.push(...read.problems);
    }
  }
  return { builds, problems };
}

function readStep(
  path: string,
  fileText: string,
  document: LocatedValue,
  { job, lookup: outer, env: outerEnv }: JobRun,
  step: LocatedValue,
  repository: RepositoryFiles,
): DeclaredBuilds {
  const env = new Map<string, ExpressionValue>(outerEnv);
  addEnv(env, valueAt(step, 'env'), outer);
  const lookup: typeof outer = (parts) => (parts[0] === 'env' && env.get(parts[1] ?? '')) || outer(parts);
  const inRepository = fromWorkspace(job, lookup, repository);
  const uses = textOf(valueAt(step, 'uses')) ?? '';
  if (uses.startsWith('docker/build-push-action')) return declareAction(path, step, lookup, inRepository, repository);
  if (uses.startsWith('docker/bake-action'))
    return { builds: bakeAction(path, step, lookup, repository), problems: [] };
  const script = valueAt(step, 'run');
  if (script?.kind !== 'scalar' || script.text === null) return { builds: [], problems: [] };

  const unknown = new Map<string, VariableValue>();
  const part = { text: resolveScript(script.text, lookup, unknown), value: script };
  const written = [step, valueAt(job, 'defaults', 'run'), valueAt(document, 'defaults', 'run')].map((place) =>
    textOf(valueAt(place, 'working-directory')),
  );
  const folder = resolveText(written.find((each) => each !== undefined) ?? '.', lookup);
  const followed = folder.unresolved.length === 0 ? followPath('', folder.text) : null;
  if (followed === null || 'fault' in followed) return { builds: [], problems: [] };
  const variables = (name: string) => {
    const placed = unknown.get(name);
    if (placed !== undefined) return placed;
    if (name === 'GITHUB_WORKSPACE') return { text: '.' };
    const value = env.get(name);
    if (value === undefined) return undefined;
    return 'value' in value ? { text: scalarText(value.value) ?? '' } : value;
  };
  const place = inRepository(followed.path);
  const setting = { folder: place, scriptFolder: place, variables };
  return scriptBuilds({ source: 'github-actions', path, ...joinScriptParts([part], fileText), setting }, repository);
}

/** docker/bake-action: `files`, `targets` and `workdir`, as bake's own command line has them. */
function bakeAction(
  path: string,
  step: LocatedValue,
  lookup: JobRun['lookup'],
  repository: RepositoryFiles,
): readonly DeclaredBuild[] {
  const read = (name: string) => resolveText(textOf(valueAt(step, 'with', name)) ?? '', lookup);
  const [files, targets, folder] = [read('files'), read('targets'), read('workdir')];
  if ([files, targets, folder].some(({ unresolved }) => unresolved.length > 0)) return [];
  const followed = followPath('', folder.text === '' ? '.' : folder.text);
  if ('fault' in followed) return [];
  const paths = listOf(files.text).flatMap((file) => {
    const found = followPath(followed.path, file);
    // A file that an earlier step makes is not here, and what is remote neither.
    return 'path' in found && repository.isFile(found.path) ? [found.path] : [];
  });
  const { line, column } = step.at;
  return bakeCall(
    paths,
    listOf(targets.text),
    followed.path,
    { source: 'github-actions', path, line, column },
    repository,
  );
}

function listOf(text: string): readonly string[] {
  return text.split(/[\n,]/).flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
}
