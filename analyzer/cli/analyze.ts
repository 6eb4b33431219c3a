import { formats } from '../export/formats.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { configurationHelp, configurationOptions } from './configuration-options.ts';
import { findingsHelp, findingsOptions, readKnownFindings } from './findings-options.ts';
import { analyzeRepository, repositoryRoot } from './open-repository.ts';
import { readConfiguration } from './read-configuration.ts';
import { writeOutput } from './write-output.ts';

const names = [...formats.keys()].join(', ');

/** `layerfall analyze`: the report model, in a format. */
export const analyze: Command = {
  help: `Usage: layerfall analyze [PATH] [options]

Analyses the repository at PATH (this folder when absent) and prints what it found.

Options:
  --format FORMAT  ${names} (json)
  --output FILE    Write to a file; - is standard output (-)
  --title TEXT     The repository's name (that of its folder)
${findingsHelp}
${configurationHelp}
  --quiet          No progress

Examples:
  layerfall analyze > layerfall.json
  layerfall analyze ../shop --format markdown
  layerfall analyze . --format mermaid --output images.mmd
`,
  options: {
    format: { type: 'string' },
    output: { type: 'string' },
    title: { type: 'string' },
    ...findingsOptions,
    ...configurationOptions,
  },
  run: async (positionals, values, io) => {
    const { format = 'json', output, title = '' } = values as Readonly<Record<string, string | undefined>>;
    const load = formats.get(format);
    if (load === undefined) throw new CliError(`there is no format "${format}"`, `Formats: ${names}.`);
    const root = repositoryRoot(positionals, io);
    const configuration = await readConfiguration(root, values, io);
    const known = readKnownFindings(root, configuration, values, io);
    const report = analyzeRepository(root, { configuration, known, title }, io);
    const write = await load();
    writeOutput(write(report), output, io);
    return 0;
  },
};
