import { entriesOf, textOf, valueAt, type LocatedValue } from '../located-value.ts';
import { parsedYaml } from '../parsed-yaml.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { baseNameOf, folderOf } from '../repository-path.ts';
import type { ContextLookup, ExpressionValue } from './expression.ts';
import { matrixRows, type MatrixRow } from './matrix.ts';
import { resolveText } from './workflow-text.ts';

/** One run of one job: its steps see these values. */
export interface JobRun {
  readonly job: LocatedValue;
  readonly lookup: ContextLookup;
  /** Environment variables of workflow and job. */
  readonly env: ReadonlyMap<string, ExpressionValue>;
}

/** Runs of one workflow; a hostile one could ask for any number. */
const maxRuns = 1000;

/**
 * The runs of a workflow's jobs: one for each row of a matrix, and for a reusable workflow one for each call in the same
 * repository, with the inputs that the call hands over.
 */
export function workflowRuns(path: string, document: LocatedValue, repository: RepositoryFiles): readonly JobRun[] {
  const inputs = valueAt(document, 'on', 'workflow_call', 'inputs');
  const calls = inputs === undefined ? [] : callsOf(path, repository);
  const runs: JobRun[] = [];
  for (const given of calls.length === 0 ? [new Map<string, ExpressionValue>()] : calls) {
    const values = new Map(given);
    for (const [name, entry] of entriesOf(inputs)) {
      const written = textOf(valueAt(entry.value, 'default'));
      // Called without it, the input has its default. Called from nowhere here, nothing is known of it.
      if (!values.has(name) && calls.length > 0) values.set(name, { value: written ?? '' });
    }
    runs.push(...jobRuns(document, values));
    if (runs.length > maxRuns) break;
  }
  return runs.slice(0, maxRuns);
}

function jobRuns(document: LocatedValue, inputs: ReadonlyMap<string, ExpressionValue>): readonly JobRun[] {
  return entriesOf(valueAt(document, 'jobs')).flatMap(([, { value: job }]) => {
    const rows = matrixRows(valueAt(job, 'strategy', 'matrix'));
    return (rows ?? [null]).map((row) => {
      const env = new Map<string, ExpressionValue>();
      const lookup = lookupIn(row, inputs, env);
      addEnv(env, valueAt(document, 'env'), lookup);
      addEnv(env, valueAt(job, 'env'), lookup);
      return { job, lookup, env };
    });
  });
}

/** Adds the variables of an `env:`, later ones on top. */
export function addEnv(
  env: Map<string, ExpressionValue>,
  value: LocatedValue | undefined,
  lookup: ContextLookup,
): void {
  for (const [name, entry] of entriesOf(value)) {
    const { text, unresolved } = resolveText(textOf(entry.value) ?? '', lookup);
    const [reason] = unresolved;
    env.set(name, reason === undefined ? { value: text } : { reason });
  }
}

/** The lookup of steps whose inputs nobody tells. */
export const unknownLookup: ContextLookup = lookupIn(null, new Map(), new Map());

function lookupIn(
  row: MatrixRow | null,
  inputs: ReadonlyMap<string, ExpressionValue>,
  env: ReadonlyMap<string, ExpressionValue>,
): ContextLookup {
  return (path) => {
    const [context, name = '', ...rest] = path;
    const reason = { reason: `\${{ ${path.join('.')} }} is known when the workflow runs` };
    if (context === 'env') return env.get(name) ?? reason;
    if (context === 'inputs') return inputs.get(name) ?? reason;
    if (context === 'github' && name === 'workspace') return { value: '.' };
    if (context !== 'matrix' || row === null) return reason;
    let value = row.get(name);
    for (const part of rest) {
      value = typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(part) : undefined;
    }
    return { value: value ?? '' };
  };
}

/** The inputs of each job of this repository that calls a workflow. */
function callsOf(path: string, repository: RepositoryFiles): readonly ReadonlyMap<string, ExpressionValue>[] {
  const called = `./${path}`;
  return repository.filesIn(folderOf(path)).flatMap((caller) => {
    if (!/\.ya?ml$/.test(caller) || !(repository.readText(caller) ?? '').includes(baseNameOf(path))) return [];
    return runsOf(caller, repository).flatMap(({ job, lookup }) => {
      if (textOf(valueAt(job, 'uses')) !== called) return [];
      const given = new Map<string, ExpressionValue>();
      addEnv(given, valueAt(job, 'with'), lookup);
      return [given];
    });
  });
}

/** One workflow may call many: its runs are worked out once a repository. */
const runsOfCallers = new WeakMap<RepositoryFiles, Map<string, readonly JobRun[]>>();

function runsOf(caller: string, repository: RepositoryFiles): readonly JobRun[] {
  const known = runsOfCallers.get(repository) ?? new Map<string, readonly JobRun[]>();
  runsOfCallers.set(repository, known);
  const documents = parsedYaml(caller, repository)?.documents ?? [];
  const runs = known.get(caller) ?? documents.flatMap((document) => jobRuns(document, new Map()));
  known.set(caller, runs);
  return runs;
}
