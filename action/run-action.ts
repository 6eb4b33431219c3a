import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../analyzer/report/report.ts';
import { findAffected } from './affected.ts';
import { writeComment } from './comment.ts';
import { readEvent } from './event.ts';
import { readInputs } from './inputs.ts';
import { layerfallIn } from './layerfall.ts';
import { ActionError, annotation, appendSummary, type Environment, required, setOutputs } from './runner.ts';
import { prefixOf, prefixSarif } from './workspace-paths.ts';
import type { Workplace } from './workplace.ts';

/**
 * The action: runs the commands asked for, and hands on what they found as outputs, as the job's summary and as a comment.
 * Throws `ActionError` for wrong usage.
 */
export async function runAction(env: Environment, log: (text: string) => void): Promise<void> {
  const workspace = required(env, 'GITHUB_WORKSPACE');
  const inputs = readInputs(env);
  const root = resolve(workspace, inputs.path);
  const at: Workplace = {
    env,
    inputs,
    event: readEvent(env),
    workspace,
    root,
    prefix: prefixOf(workspace, root),
    files: mkdtempSync(join(env['RUNNER_TEMP'] ?? tmpdir(), 'layerfall-')),
    layerfall: layerfallIn(workspace, env, log),
    log,
  };
  const affected = inputs.commands.has('affected') ? findAffected(at) : null;
  const findings = writeFiles(at);
  if (inputs.commands.has('report')) writeReport(at);
  const answer = affected === null ? '' : `${affected.markdown}\n`;
  appendSummary(env, `## Layerfall\n\n${answer}\n${findings.markdown}`);
  if (inputs.comment) {
    await comment(at, `### Layerfall\n\n${answer}\n${findings.sentence}\n`, affected?.isAny === true);
  }
}

/** The report as a folder of pages; `report` names it. */
function writeReport({ inputs, workspace, root, layerfall, env }: Workplace): void {
  const folder = resolve(workspace, inputs.output);
  layerfall(['report', `--output=${folder}`, ...titleOf(inputs.title), '--', root]);
  setOutputs(env, { report: folder });
}

function titleOf(title: string): readonly string[] {
  return title === '' ? [] : [`--title=${title}`];
}

/** What is always asked for: numbers come from the first, code scanning takes the second, people read the third. */
const ownFormats = ['json', 'sarif', 'markdown'];

/** Writes the analysis in every format asked for; answers what it says of findings. */
function writeFiles(at: Workplace): { readonly markdown: string; readonly sentence: string } {
  const { inputs, files, layerfall, root, env, prefix } = at;
  const path = (format: string): string => join(files, `layerfall.${format}`);
  for (const format of new Set([...ownFormats, ...inputs.formats])) {
    layerfall(['analyze', `--format=${format}`, `--output=${path(format)}`, ...titleOf(inputs.title), '--', root]);
  }
  writeFileSync(path('sarif'), prefixSarif(readFileSync(path('sarif'), 'utf8'), prefix));
  const report = JSON.parse(readFileSync(path('json'), 'utf8')) as Report;
  const open = report.findings.filter(({ acceptance }) => acceptance === null);
  const count = (severity: string): number => open.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  setOutputs(env, {
    files,
    json: path('json'),
    sarif: path('sarif'),
    findings: String(open.length),
    errors: String(errors),
    warnings: String(warnings),
  });
  const sentence = `Findings: ${open.length} (errors: ${errors}, warnings: ${warnings}).`;
  return { markdown: readFileSync(path('markdown'), 'utf8'), sentence };
}

/** A comment on the pull request, where there is one; a token that may not write one is no failure. */
async function comment({ env, event, inputs, log }: Workplace, markdown: string, isAny: boolean): Promise<void> {
  const { pullRequest } = event;
  if (pullRequest === null) return;
  if (inputs.token === '') throw new ActionError('"comment" needs a "token"');
  const request = { pullRequest, token: inputs.token, key: inputs.commentKey, markdown, isWorthCreating: isAny };
  if ((await writeComment(env, request)) !== 'refused') return;
  const why =
    'The token may not comment on this pull request: a job needs "pull-requests: write", and a fork has none.';
  log(annotation('notice', `${why} The job's summary says the same.`));
}
