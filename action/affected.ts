import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MatrixJob } from '../analyzer/affected/affected-matrix.ts';
import { type Base, baseRevision, gitIn } from './base-revision.ts';
import { annotation, setOutputs } from './runner.ts';
import type { Workplace } from './workplace.ts';
import { prefixJob } from './workspace-paths.ts';

/** Jobs that one matrix may have (docs.github.com, usage limits). */
const matrixLimit = 256;

/** What the change rebuilds, as the outputs `affected`, `matrix`, `waves` and `any`; answers it in Markdown. */
export function findAffected(at: Workplace): { readonly markdown: string; readonly isAny: boolean } {
  const { env, event, inputs, layerfall, log, root, workspace, prefix, files } = at;
  const base = baseRevision(inputs.since, event, gitIn(workspace, env));
  const change = base.kind === 'revision' ? `--since=${base.revision}` : `--before=${emptyFolder(files)}`;
  const ask = (format: string): string => layerfall(['affected', change, `--format=${format}`, '--', root]).out;
  const { include } = JSON.parse(ask('matrix')) as { readonly include: readonly MatrixJob[] };
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
  return { markdown: `${ask('markdown').trimEnd()}\n\n${comparedWith(base)}`, isAny: jobs.length > 0 };
}

/** Jobs by wave; a job needs only images of the waves before its own. */
function wavesOf(jobs: readonly MatrixJob[]): readonly (readonly MatrixJob[])[] {
  const count = Math.max(0, ...jobs.map(({ wave }) => wave));
  return Array.from({ length: count }, (_, place) => jobs.filter(({ wave }) => wave === place + 1));
}

function comparedWith(base: Base): string {
  if (base.kind === 'nothing') return `Every build counts as new: ${base.reason}.`;
  // A branch's name may hold what Markdown takes for its own.
  const name = /^[0-9a-f]{40,}$/.test(base.revision) ? base.revision.slice(0, 12) : base.revision.replaceAll('`', "'");
  return `Compared with \`${name}\`.`;
}

function emptyFolder(files: string): string {
  const folder = join(files, 'nothing');
  mkdirSync(folder);
  return folder;
}
