import { writeBaseline } from '../audit/baseline.ts';
import { checkText } from '../audit/check-text.ts';
import { judge } from '../audit/judgement.ts';
import type { FailOn } from '../configuration/configuration.ts';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import { formats } from '../export/formats.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { configurationHelp, configurationOptions } from './configuration-options.ts';
import { findingsHelp, findingsOptions, readKnownFindings } from './findings-options.ts';
import { analyzeRepository, repositoryRoot } from './open-repository.ts';
import { givenOutputs, outputsHelp, writeFormats } from './outputs.ts';
import { readConfiguration } from './read-configuration.ts';
import { writeOutput } from './write-output.ts';

const names = ['text', ...formats.keys()];
const levels: readonly FailOn[] = ['error', 'warning', 'info', 'never'];

/** `layerfall check`: findings and budgets, and whether they are kept. */
export const check: Command = {
  help: `Usage: layerfall check [PATH] [options]

What should be mended in the repository at PATH (this folder when absent), what it costs, and how it stands to its
budgets. Findings come by rule, those that cost most first.

Options:
  --fail-on LEVEL    The least severe finding that fails: ${levels.join(', ')} (error)
  --write-baseline FILE  Write down all findings as known, and fail nothing
${findingsHelp}
  --format FORMAT    ${names.join(', ')} (text)
  --output FILE      Write to a file; - is standard output (-)
${outputsHelp}
  --title TEXT       The repository's name (that of its folder)
${configurationHelp}
  --verbose          All findings, accepted ones too
  --quiet            No messages

Exit code: 0 passed; 1 a finding that nobody accepts is as severe as --fail-on says, or a budget is exceeded;
2 wrong usage or configuration.

Examples:
  layerfall check
  layerfall check . --fail-on warning --baseline layerfall.baseline.json
  layerfall check . --output sarif=findings.sarif --output markdown=summary.md
`,
  options: {
    'fail-on': { type: 'string' },
    'write-baseline': { type: 'string' },
    format: { type: 'string' },
    output: { type: 'string', multiple: true },
    title: { type: 'string' },
    ...findingsOptions,
    ...configurationOptions,
  },
  run: async (positionals, values, io) => {
    const {
      format = 'text',
      title = '',
      'write-baseline': newBaseline,
    } = values as Readonly<Record<string, string | undefined>>;
    if (!names.includes(format)) throw new CliError(`there is no format "${format}"`, `Formats: ${names.join(', ')}.`);
    const { plain, files } = givenOutputs(values['output'], names, io.cwd);
    const named = readLevel(values['fail-on']);
    const root = repositoryRoot(positionals, io);
    const configuration = await readConfiguration(root, values, io);
    if (newBaseline !== undefined) {
      // What an old one accepts has to be in the new one.
      const { baseline: _old, ...rest } = configuration;
      const known = readKnownFindings(root, rest, values, io);
      const report = analyzeRepository(root, { configuration, known, title }, io);
      writeOutput(writeBaseline(report.findings), newBaseline, io);
      io.note(`Wrote ${report.figures.findings} findings to ${newBaseline}\n`);
      return 0;
    }
    const known = readKnownFindings(root, configuration, values, io);
    const report = analyzeRepository(root, { configuration, known, title }, io);
    const judgement = judge(report, named ?? configuration.failOn ?? 'error', configuration.budgets?.findings);
    const isVerbose = values['verbose'] === true;
    const isColored = io.isTerminal.stdout && (io.env['NO_COLOR'] ?? '') === '';
    for (const output of [{ format, file: plain ?? '-' }, ...files]) {
      if (output.format !== 'text') await writeFormats(report, [output], io);
      else {
        const text = checkText(report, judgement, { isColored: isColored && output.file === '-', isVerbose });
        writeOutput(text, output.file, io);
      }
    }
    return judgement.findings.length + judgement.budgets.length > 0 ? 1 : 0;
  },
};

function readLevel(value: unknown): FailOn | null {
  if (typeof value !== 'string') return null;
  const level = levels.find((each) => each === value);
  if (level !== undefined) return level;
  const near = nearestWord(value, levels);
  throw new CliError(
    `--fail-on ${value} is no severity`,
    near === null ? `Severities: ${levels.join(', ')}.` : `Did you mean "${near}"?`,
  );
}
