import { formats } from '../export/formats.ts';
import type { Report } from '../report/report.ts';
import { mergeShards } from '../shard/merge-shards.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { outputsHelp, wantedOutputs, writeFormats } from './outputs.ts';
import { readDocument, type Document } from './read-document.ts';

const names = [...formats.keys()];

/** `layerfall merge`: one report of the shards of a repository. */
export const merge: Command = {
  help: `Usage: layerfall merge FILE... [options]

Puts the shards of a repository together (layerfall analyze --shard): prints the report that one run makes.

Options:
  --format FORMAT    ${names.join(', ')} (json)
  --output FILE      Write to a file; - is standard output (-)
${outputsHelp}

Exit code: 0 written, 1 it cannot be written, 2 they are not the shards of one report, or wrong usage.

Examples:
  layerfall merge shard-*.json > layerfall.json
  layerfall merge shard-*.json --format markdown
`,
  options: { format: { type: 'string' }, output: { type: 'string', multiple: true } },
  run: async (positionals, values, io) => {
    const outputs = wantedOutputs(values, names, io.cwd);
    if (positionals.length === 0) throw new CliError('there is nothing to merge', 'Name the files: shard-*.json.');
    const report = mergedReport(positionals.map((name) => readDocument(name, io)));
    await writeFormats(report, outputs, io);
    return 0;
  },
};

/** The report of which these are the shards. Throws `CliError` where they are none. */
function mergedReport(documents: readonly Document[]): Report {
  const shards = documents.map((document) => {
    if (document.kind === 'shard') return document;
    throw new CliError(`${document.name} is a whole report, not a shard of one`);
  });
  const outcome = mergeShards(shards);
  if (outcome.kind === 'merged') return outcome.report;
  throw new CliError(
    `these are not the shards of one report: ${outcome.reason}`,
    'Make all of them with the same version, of the same commit: layerfall analyze --shard 1/N to N/N.',
  );
}
