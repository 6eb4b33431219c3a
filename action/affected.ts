import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MatrixJob } from '../analyzer/affected/affected-matrix.ts';
import { baseRevision, gitIn } from './base-revision.ts';
import { annotation, setOutputs } from './runner.ts';
import type { Workplace } from './workplace.ts';
import { prefixJob } from './workspace-paths.ts';

/** Jobs that one matrix may have (docs.github.com, usage limits). */
const matrixLimit = 256;

/** What the change rebuilds, as the outputs `affected`, `matrix`, `waves` and `any`; answers it in Markdown. */
export function findAffected(at: Workplace): { readonly markdown: string; readonly isAny: boolean } {
  const { env, event, inputs, layerfall, log, root, workspace, prefix, scratch } = at;
  const base = baseRevision(inputs.since, event, gitIn(workspace, env));
  const change = base.kind === 'revision' ? `--since=${base.revision}` : `--before=${emptyFolder(scratch)}`;
  const [matrix, markdown] = [join(scratch, 'matrix.json'), join(scratch, 'affected.md')];
  layerfall(['affected', change, `--output=matrix=${matrix}`, `--output=markdown=${markdown}`, '--', root]);
  const { include } = JSON.parse(readFileSync(matrix, 'utf8')) as { readonly include: readonly MatrixJob[] };
  const jobs = include.map((job) => prefixJob(job, workspace, prefix));
  const waves = wavesOf(jobs);
  setOutputs(env, {
    any: String(jobs.length > 0),
    matrix: JSON.stringify({ include: jobs }),
    waves: JSON.stringify(waves.map((wave) => ({ include: wave }))),
    base: base.kind === 'revision' ? base.revision : '',
  });
  if (waves.some((wave) => wave.length > matrixLimit)) {
    log(
      annotation(
        'warning',
        `A matrix of GitHub Actions holds ${matrixLimit} jobs; this change rebuilds ${jobs.length} builds.`,
      ),
    );
  }
  return {
    markdown:
      base.kind === 'revision'
        ? comparison(base.revision, at)
        : `${readFileSync(markdown, 'utf8')}\nEvery build counts as new: ${base.reason}.`,
    isAny: jobs.length > 0,
  };
}

/** What differs from a revision, what that rebuilds, and which findings are new, in Markdown. */
function comparison(revision: string, { inputs, layerfall, root }: Workplace): string {
  const shown = /^[0-9a-f]{40,}$/.test(revision) ? revision.slice(0, 12) : revision;
  const title = inputs.title === '' ? [] : [`--title=${inputs.title}`];
  const words = [`--repository=${root}`, '--format=markdown', ...title, '--', shown];
  return layerfall(['compare', ...words]).out.trimEnd();
}

/** Jobs by wave; a job needs only images of the waves before its own. */
function wavesOf(jobs: readonly MatrixJob[]): readonly (readonly MatrixJob[])[] {
  const count = Math.max(0, ...jobs.map(({ wave }) => wave));
  return Array.from({ length: count }, (_, place) => jobs.filter(({ wave }) => wave === place + 1));
}

function emptyFolder(scratch: string): string {
  const folder = join(scratch, 'nothing');
  mkdirSync(folder);
  return folder;
}
