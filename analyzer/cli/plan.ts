import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { planDockerfile } from '../plan/plan-dockerfile.ts';
import { planDot } from '../plan/plan-dot.ts';
import { planJson } from '../plan/plan-json.ts';
import type { PlanOptions } from '../plan/plan-options.ts';
import type { PlanOutcome } from '../plan/plan.ts';
import { planText } from '../plan/plan-text.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io, OptionValues } from './command.ts';

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
  --batch                   Read one path a line from standard input; write one line of JSON for each, in order

Exit code: 0 fine, 1 the Dockerfile would be rejected, 2 wrong usage.

Examples:
  layerfall plan Dockerfile
  layerfall plan Dockerfile --target test --build-arg VERSION=2
  layerfall plan Dockerfile --format dot | dot -Tsvg > plan.svg
  git ls-files '*Dockerfile' | layerfall plan --batch > plans.jsonl
`;

const formats = ['text', 'json', 'dot'] as const;
type Format = (typeof formats)[number];

/** `layerfall plan`: the plan of one Dockerfile, or of many as lines of JSON. */
export const plan: Command = {
  name: 'plan',
  summary: 'What BuildKit would do with one Dockerfile',
  help,
  options: {
    target: { type: 'string' },
    'build-arg': { type: 'string', multiple: true },
    platform: { type: 'string' },
    'build-context': { type: 'string', multiple: true },
    format: { type: 'string' },
    output: { type: 'string', short: 'o' },
    batch: { type: 'boolean' },
  },
  run: async (positionals, values, io) => {
    const options = planOptions(values, io);
    if (values['batch'] === true) return planBatch(positionals, values, options, io);
    const [file, ...more] = positionals;
    if (file === undefined) throw new CliError('no Dockerfile is named', 'Write layerfall plan Dockerfile.');
    if (more.length > 0) throw new CliError(`"${more.join(' ')}" is too much`, 'For many Dockerfiles, use --batch.');
    return planOne(file, formatOf(values), values, options, io);
  },
};

async function planOne(file: string, format: Format, values: OptionValues, options: PlanOptions, io: Io): Promise<number> {
  const text = file === '-' ? await io.readStdin() : readDockerfile(file, io);
  const outcome = planText_(text, options);
  const name = file === '-' ? 'standard input' : file;
  if (outcome.kind === 'planned' || format === 'json') write(render(outcome, format, name, values, io), values, io);
  if (outcome.kind === 'planned') return 0;
  io.log(rejectionText(outcome, name));
  return 1;
}
