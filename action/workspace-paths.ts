import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { MatrixJob } from '../analyzer/affected/affected-matrix.ts';

/** A folder below the workspace as a prefix of paths in it: `services/shop/`; empty for the workspace itself. */
export function prefixOf(workspace: string, root: string): string {
  const path = relative(workspace, root).split(sep).join('/');
  return path === '' || path === '..' || path.startsWith('../') ? '' : `${path}/`;
}

/** The places of a SARIF log, relative to the workspace, from where code scanning looks at them. */
export function prefixSarif(sarif: string, prefix: string): string {
  if (prefix === '') return sarif;
  const uri = prefix.split('/').map(encodeURIComponent).join('/');
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, each]) =>
      name === 'artifactLocation' ? [name, { ...each, uri: `${uri}${each.uri}` }] : [name, visit(each)],
    );
    return Object.fromEntries(entries);
  };
  return `${JSON.stringify(visit(JSON.parse(sarif)), null, 2)}\n`;
}

/** A job of the matrix with its paths relative to the workspace, where the next steps run. */
export function prefixJob(job: MatrixJob, workspace: string, prefix: string): MatrixJob {
  if (prefix === '') return job;
  const isFolder = existsSync(join(workspace, prefix, job.context));
  return {
    ...job,
    dockerfile: job.dockerfile === '' ? '' : `${prefix}${job.dockerfile}`,
    context: isFolder ? (job.context === '.' ? prefix.slice(0, -1) : `${prefix}${job.context}`) : job.context,
  };
}
