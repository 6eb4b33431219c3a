import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fenced } from '../analyzer/export/markdown-text.ts';
import type { Report } from '../analyzer/report/report.ts';
import { findAffected } from './affected.ts';
import { writeComment } from './comment.ts';
import { readEvent } from './event.ts';
import { readInputs } from './inputs.ts';
import { layerfallIn } from './layerfall.ts';
import { ActionError, annotation, appendSummary, type Environment, quoted, required, setOutputs } from './runner.ts';
import { prefixOf, prefixSarif } from './workspace-paths.ts';
import type { Workplace } from './workplace.ts';

/**
 * What the action does, and `layerfall github`: runs the commands asked for, and hands on what they found as outputs, as the
 * job's summary and as a comment. `inputOf` answers an input by its name in `action.yml`. Answers whether the check passed;
 * it does where none was asked for. Throws `ActionError` for wrong usage.
 */
export async function runAction(
  env: Environment,
  inputOf: (name: string) => string | undefined,
  log: (text: string) => void,
): Promise<boolean> {
  const workspace = required(env, 'GITHUB_WORKSPACE');
  const inputs = readInputs(inputOf);
  const root = resolve(workspace, inputs.path);
  const at: Workplace = {
    env,
    inputs,
    event: readEvent(env),
    workspace,
    root,
    prefix: prefixOf(workspace, root),
    files: newFolder(env),
    scratch: newFolder(env),
    layerfall: layerfallIn(workspace, env, log),
    log,
  };
  const affected = inputs.commands.has('affected') ? findAffected(at) : null;
  const findings = analyse(at);
  const parts = [affected?.markdown ?? '', findings.verdict].filter((part) => part !== '');
  appendSummary(env, `## Layerfall\n\n${[...parts, findings.markdown].join('\n\n')}`);
  if (inputs.comment) {
    const markdown = `### Layerfall\n\n${[...parts, findings.sentence].join('\n\n')}\n`;
    await comment(at, markdown, affected?.isAny === true || findings.isFailed);
  }
  return !findings.isFailed;
}

function newFolder(env: Environment): string {
  return mkdtempSync(join(env['RUNNER_TEMP'] ?? tmpdir(), 'layerfall-'));
}

/** What is always asked for: numbers come from the first, code scanning takes the second, people read the third. */
const ownFormats = ['json', 'sarif', 'markdown'];

/** What the analysis says. */
interface Findings {
  /** All of it. */
  readonly markdown: string;
  readonly sentence: string;
  /** What the check came to; empty where none was asked for. */
  readonly verdict: string;
  readonly isFailed: boolean;
}

/** Writes the report and the check's answer, as far as they are asked for, and every format, with one analysis. */
function analyse(at: Workplace): Findings {
  const { inputs, files, layerfall, root, env, prefix, workspace, log } = at;
  const path = (format: string): string => join(files, `layerfall.${format}`);
  const formats = [...new Set([...ownFormats, ...inputs.formats])].map(
    (format) => `--output=${format}=${path(format)}`,
  );
  const options = [...formats, ...(inputs.title === '' ? [] : [`--title=${inputs.title}`])];
  const isReport = inputs.commands.has('report');
  const isCheck = inputs.commands.has('check');
  const folder = resolve(workspace, inputs.output);
  const failOn = inputs.failOn === '' ? [] : [`--fail-on=${inputs.failOn}`];
  // Analysed once: with a check, the report is made of what that wrote.
  const checked = isCheck ? layerfall(['check', ...failOn, ...options, '--', root]) : null;
  if (checked !== null) log(quoted(checked.out));
  if (isReport) {
    const source = isCheck ? [`--from=${path('json')}`] : [...options, '--', root];
    layerfall(['report', `--output=${folder}`, ...source]);
  }
  if (!isReport && !isCheck) layerfall(['analyze', ...options, '--', root]);
  writeFileSync(path('sarif'), prefixSarif(readFileSync(path('sarif'), 'utf8'), prefix));
  const report = JSON.parse(readFileSync(path('json'), 'utf8')) as Report;
  const open = report.findings.filter(({ acceptance }) => acceptance === null);
  const count = (severity: string): number => open.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  setOutputs(env, {
    ...(isReport ? { report: folder } : {}),
    ...(checked === null ? {} : { passed: String(checked.code === 0) }),
    files,
    json: path('json'),
    sarif: path('sarif'),
    findings: String(open.length),
    errors: String(errors),
    warnings: String(warnings),
  });
  return {
    markdown: readFileSync(path('markdown'), 'utf8'),
    sentence: `Findings: ${open.length} (errors: ${errors}, warnings: ${warnings}).${runLink(env)}`,
    // What it came to stands at the end, behind the findings.
    verdict: checked === null ? '' : fenced('text', checked.out.trimEnd().split('\n\n').at(-1) ?? ''),
    isFailed: checked?.code === 1,
  };
}

/** Where the job's summary is, which has all of it. */
function runLink(env: Environment): string {
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: repository = '', GITHUB_RUN_ID: id = '' } = env;
  return /^\d+$/.test(id) ? ` [All of it](${server}/${repository}/actions/runs/${id})` : '';
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
