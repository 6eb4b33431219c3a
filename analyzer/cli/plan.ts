import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { parsePlatform } from '../dockerfile/platform.ts';
import { plainLine } from '../plan/plain-line.ts';
import { planDockerfile } from '../plan/plan-dockerfile.ts';
import { planDot } from '../plan/plan-dot.ts';
import { planJson } from '../plan/plan-json.ts';
import type { PlanOptions } from '../plan/plan-options.ts';
import type { Plan, PlanOutcome } from '../plan/plan.ts';
import { planText } from '../plan/plan-text.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io, OptionValues } from './command.ts';
import { givenOutputs, wantedOutputs, writeOutputs, type Output } from './outputs.ts';
import { writeOutput } from './write-output.ts';

const help = `Usage: layerfall plan DOCKERFILE [options]
       layerfall plan --batch [options] < paths

What BuildKit would do with one Dockerfile: its stages, its steps, the image config, and the build checks that
fire. "-" reads the Dockerfile from standard input. What base images bring is not looked up.

Options:
  --target NAME             Stage to build (default: the last one)
  --build-arg NAME[=VALUE]  Build argument; without a value, that of the environment. Repeatable
  --platform PLATFORM       Target platform (default: linux/amd64)
  --build-context NAME=VALUE  Named context. Repeatable
  --format FORMAT           text, json or dot (default: text)
  -o, --output FILE         Write there instead of to standard output ("-")
  --output F=FILE           Also in format F to a file, of the same run; repeatable
  --batch                   Read one path a line from standard input; write one line of JSON for each, in order

Exit code: 0 fine, 1 the Dockerfile would be rejected, 2 wrong usage.

Examples:
  layerfall plan Dockerfile
  layerfall plan Dockerfile --target test --build-arg VERSION=2
  layerfall plan Dockerfile --format dot | dot -Tsvg > plan.svg
  git ls-files '*Dockerfile' | layerfall plan --batch > plans.jsonl
`;

const formats = ['text', 'json', 'dot'];

/** `layerfall plan`: the plan of one Dockerfile, or of many as lines of JSON. */
export const plan: Command = {
  help,
  options: {
    target: { type: 'string' },
    'build-arg': { type: 'string', multiple: true },
    platform: { type: 'string' },
    'build-context': { type: 'string', multiple: true },
    format: { type: 'string' },
    output: { type: 'string', short: 'o', multiple: true },
    batch: { type: 'boolean' },
  },
  run: async (positionals, values, io) => {
    const options = planOptions(values, io);
    if (values['batch'] === true) return planBatch(positionals, values, options, io);
    const [file, ...more] = positionals;
    if (file === undefined) throw new CliError('no Dockerfile is named', 'Write layerfall plan Dockerfile.');
    if (more.length > 0) throw new CliError(`"${more.join(' ')}" is too much`, 'For many Dockerfiles, use --batch.');
    return planOne(file, wantedOutputs(values, formats, io.cwd, 'text'), options, io);
  },
};

async function planOne(file: string, outputs: readonly Output[], options: PlanOptions, io: Io): Promise<number> {
  const text = file === '-' ? await io.readStdin() : readDockerfile(file, io);
  const name = file === '-' ? 'standard input' : file;
  const outcome = planOf(text, options);
  if (outcome.kind === 'planned') {
    writeOutputs(outputs, (output) => render(outcome.plan, output, name, io), io);
    return 0;
  }
  const json = outputs.filter(({ format }) => format === 'json');
  writeOutputs(json, () => `${JSON.stringify(planJson(outcome))}\n`, io);
  io.log(rejectionText(outcome, name));
  return 1;
}

async function planBatch(
  positionals: readonly string[],
  values: OptionValues,
  options: PlanOptions,
  io: Io,
): Promise<number> {
  if (positionals.length > 0) {
    throw new CliError(`--batch reads paths from standard input, not "${positionals.join(' ')}"`);
  }
  const lines: string[] = [];
  for (const path of (await io.readStdin()).split(/\r?\n/)) {
    if (path !== '') lines.push(`${JSON.stringify(batchEntry(path, options, io))}\n`);
  }
  const { plain } = givenOutputs(values['output'], [], io.cwd);
  writeOutput(lines.join(''), plain ?? '-', io);
  return 0;
}

function batchEntry(path: string, options: PlanOptions, io: Io): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, path), 'utf8');
  } catch (error) {
    return { path, error: reasonOf(error) };
  }
  return { path, ...planJson(planOf(text, options)) };
}

function planOf(text: string, options: PlanOptions): PlanOutcome {
  return planDockerfile(parseDockerfile(text, options.buildArgs?.['BUILDKIT_DOCKERFILE_CHECK']), options);
}

function render(planned: Plan, output: Output, file: string, io: Io): string {
  if (output.format === 'dot') return planDot(planned);
  if (output.format === 'json') return `${JSON.stringify(planJson({ kind: 'planned', plan: planned }))}\n`;
  const isOnTerminal = io.isTerminal.stdout && output.file === '-';
  const isColored = isOnTerminal && (io.env['NO_COLOR'] ?? '') === '';
  return planText(planned, { file, isColored, width: 120 });
}

/** `file:line:column: message`, and what to do about it. */
export function rejectionText({ problem }: Extract<PlanOutcome, { kind: 'rejected' }>, file: string): string {
  const { range, message, hint } = problem;
  const place = range === null ? '' : `:${range.start.line}:${range.start.column}`;
  return `${plainLine(file)}${place}: ${plainLine(message)}\n${hint === undefined ? '' : `  ${plainLine(hint)}\n`}`;
}

function readDockerfile(file: string, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    throw new CliError(`cannot read ${file}: ${reasonOf(error)}`, 'Name a Dockerfile, or - for standard input.');
  }
}

/** Why a file cannot be read, without its path. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  if (code === 'EACCES') return 'permission denied';
  return typeof code === 'string' ? code : 'it cannot be opened';
}

/** The options of a build as the command line gives them. Throws `CliError` for what is none. */
export function planOptions(values: OptionValues, io: Io): PlanOptions {
  const target = text(values['target']);
  const platform = text(values['platform']);
  if (platform !== undefined && parsePlatform(platform) === null) {
    throw new CliError(`"${platform}" is no platform`, 'Write os/arch, such as linux/arm64.');
  }
  return {
    buildArgs: buildArgs(values, io),
    namedContexts: namedContexts(values),
    ...(target === undefined ? {} : { target }),
    ...(platform === undefined ? {} : { platform }),
  };
}

/** `NAME=VALUE`, or `NAME` for the value that the environment has; a name without any is passed over, as docker does. */
function buildArgs(values: OptionValues, io: Io): Readonly<Record<string, string>> {
  const args = new Map<string, string>();
  for (const word of texts(values['build-arg'])) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (name === '') throw new CliError(`"${word}" names no build argument`, 'Write --build-arg NAME=VALUE.');
    const value = equals < 0 ? io.env[name] : word.slice(equals + 1);
    if (value !== undefined) args.set(name, value);
  }
  return Object.fromEntries(args);
}

function namedContexts(values: OptionValues): Readonly<Record<string, string>> {
  const contexts = new Map<string, string>();
  for (const word of texts(values['build-context'])) {
    const equals = word.indexOf('=');
    if (equals < 1) throw new CliError(`"${word}" is no named context`, 'Write --build-context NAME=VALUE.');
    contexts.set(word.slice(0, equals), word.slice(equals + 1));
  }
  return Object.fromEntries(contexts);
}

function text(value: OptionValues[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: OptionValues[string]): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
