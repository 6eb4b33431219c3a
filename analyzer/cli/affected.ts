import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { affected as findAffected, type Affected } from '../affected/affected.ts';
import { affectedJson } from '../affected/affected-json.ts';
import { affectedMarkdown } from '../affected/affected-markdown.ts';
import { affectedMatrix } from '../affected/affected-matrix.ts';
import { affectedText } from '../affected/affected-text.ts';
import { doubts } from '../affected/doubts.ts';
import type { ExportMode } from '../cache/cold-cache.ts';
import { changeHelp, changeOptions, changeQuestion, namesChange, splitPositionals } from './change-options.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { noDockerfile, repositoryRoot } from './open-repository.ts';
import { outputsHelp, wantedOutputs, writeOutputs } from './outputs.ts';

interface FormatOptions {
  readonly isVerbose: boolean;
  readonly wave: number;
}

const formats: ReadonlyMap<string, (answer: Affected, options: FormatOptions) => string> = new Map([
  ['text', (answer, { isVerbose }) => affectedText(answer, isVerbose)],
  ['json', (answer) => `${JSON.stringify(affectedJson(answer), null, 2)}\n`],
  ['markdown', (answer) => affectedMarkdown(answer)],
  ['matrix', (answer, { wave }) => `${JSON.stringify(affectedMatrix(answer, wave))}\n`],
]);

/** `layerfall affected`: which builds and steps a change rebuilds, and why. */
export const affected: Command = {
  help: `Usage: layerfall affected [PATH] [options]

Which builds and steps of the repository at PATH (this folder when absent) a change rebuilds, given a warm cache.

${changeHelp}
  --cache-from MODE  The builder starts empty but for a cache exported with mode min or max, or inline
  --format FORMAT    ${[...formats.keys()].join(', ')} (text); matrix is what a CI build matrix takes
  --wave N           For the matrix: only the builds of one wave
  --output FILE      Write to a file; - is standard output (-)
${outputsHelp}
  --verbose          Cached builds and steps too, and more names of files

A build that the change breaks is told as such, and is part of the matrix: the job that builds
it fails. What BuildKit refused before the change already is named on standard error, and so is
what the options name and no build has.
Exit code: 0 whatever is affected; 2 wrong usage.

Examples:
  layerfall affected --since origin/main
  layerfall affected --since HEAD~1 --format matrix
  layerfall affected ../shop --files src/app.ts package.json
  layerfall affected --set-arg NODE_VERSION=24 --base-image node:24
`,
  options: {
    ...changeOptions,
    format: { type: 'string' },
    wave: { type: 'string' },
    'cache-from': { type: 'string' },
    output: { type: 'string', multiple: true },
  },
  run: async (positionals, values, io) => {
    const outputs = wantedOutputs(values, [...formats.keys()], io.cwd, 'text');
    if (!namesChange(values)) {
      throw new CliError(
        'nothing says what changed',
        positionals.some((each) => isFile(resolve(io.cwd, each)))
          ? `Did you mean --files ${positionals.join(' ')}?`
          : 'Give --since REV, --before DIR, --files F, --set-arg K=V or --base-image REF.',
      );
    }
    const wave = readWave(values['wave']);
    const split = splitPositionals(positionals, values, io.cwd);
    const question = await changeQuestion(repositoryRoot(split.paths, io), split.values, io);
    const answer = findAffected({ ...question, cacheFrom: readExportMode(values['cache-from']) });
    if (answer.builds.length === 0) io.note(noDockerfile);
    for (const sentence of doubts(question, answer, wave)) io.note(`${sentence}\n`);
    const options = { isVerbose: values['verbose'] === true, wave };
    writeOutputs(outputs, ({ format }) => formats.get(format)?.(answer, options) ?? '', io);
    return 0;
  },
};

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function readExportMode(value: unknown): ExportMode | null {
  if (value === undefined) return null;
  if (value === 'min' || value === 'max' || value === 'inline') return value;
  throw new CliError(`--cache-from ${typeof value === 'string' ? value : ''} is no mode`, 'Modes: min, max, inline.');
}

function readWave(value: unknown): number {
  if (typeof value !== 'string') return 0;
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new CliError(`--wave ${value} is no wave`, 'Waves are numbered from 1.');
}
