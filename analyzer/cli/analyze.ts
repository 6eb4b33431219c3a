import { formats } from '../export/formats.ts';
import type { ShardPlace } from '../shard/shard.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { configurationHelp, configurationOptions } from './configuration-options.ts';
import { findingsHelp, findingsOptions, readKnownFindings } from './findings-options.ts';
import { analyzeRepository, analyzeShardOf, repositoryRoot } from './open-repository.ts';
import { outputsHelp, wantedOutputs, writeFormats } from './outputs.ts';
import { readConfiguration } from './read-configuration.ts';
import { writeOutput } from './write-output.ts';

const names = [...formats.keys()];

/** `layerfall analyze`: the report model, in a format. */
export const analyze: Command = {
  help: `Usage: layerfall analyze [PATH] [options]

Analyses the repository at PATH (this folder when absent) and prints what it found.

Options:
  --format FORMAT    ${names.join(', ')} (json)
  --output FILE      Write to a file; - is standard output (-)
${outputsHelp}
  --title TEXT       The repository's name (that of its folder)
  --shard N/COUNT    Only the Nth of COUNT shares of the work, for layerfall merge (JSON)
${findingsHelp}
${configurationHelp}
  --quiet            No progress

Examples:
  layerfall analyze > layerfall.json
  layerfall analyze ../shop --format markdown
  layerfall analyze . --format mermaid --output images.mmd
  layerfall analyze . --output json=layerfall.json --output sarif=findings.sarif
  layerfall analyze --shard 1/8 --output shard-1.json
`,
  options: {
    format: { type: 'string' },
    output: { type: 'string', multiple: true },
    title: { type: 'string' },
    shard: { type: 'string' },
    ...findingsOptions,
    ...configurationOptions,
  },
  run: async (positionals, values, io) => {
    const { title = '', shard } = values as Readonly<Record<string, string | undefined>>;
    const outputs = wantedOutputs(values, names, io.cwd);
    const [first] = outputs;
    const other = outputs.find(({ format }) => format !== 'json')?.format;
    if (shard !== undefined && (other !== undefined || first === undefined || outputs.length > 1)) {
      throw new CliError(`a shard is JSON, not ${other ?? 'several files'}`, 'layerfall merge writes the formats.');
    }
    const root = repositoryRoot(positionals, io);
    const configuration = await readConfiguration(root, values, io);
    const known = readKnownFindings(root, configuration, values, io);
    if (shard !== undefined) {
      const made = analyzeShardOf(root, { configuration, known, title }, readPlace(shard), io);
      writeOutput(`${JSON.stringify(made)}\n`, first?.file, io);
      return 0;
    }
    const report = analyzeRepository(root, { configuration, known, title }, io);
    await writeFormats(report, outputs, io);
    return 0;
  },
};

/** More shards than any CI has machines for one run. */
const maxShards = 1000;

function readPlace(text: string): ShardPlace {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined) {
    throw new CliError(`--shard ${text} is no share`, 'Write the first of eight as 1/8.');
  }
  if (count < 1 || count > maxShards) throw new CliError(`--shard ${text}: there can be 1 to ${maxShards} shards`);
  if (index < 1 || index > count) throw new CliError(`--shard ${text}: shards are numbered from 1 to ${count}`);
  return { index, count };
}
