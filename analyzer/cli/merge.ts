import { formats } from '../export/formats.ts';
import { fleetMarkdown } from '../fleet/fleet-markdown.ts';
import { makeFleet, type FleetMember } from '../fleet/make-fleet.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Report } from '../report/report.ts';
import { mergeShards, type NamedShard } from '../shard/merge-shards.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { readDocument } from './read-document.ts';
import { version } from './version.ts';
import { writeOutput } from './write-output.ts';

const names = [...formats.keys()].join(', ');

const fleetFormats: ReadonlyMap<string, (fleet: Fleet) => string> = new Map([
  ['json', (fleet) => `${JSON.stringify(fleet, null, 2)}\n`],
  ['markdown', fleetMarkdown],
]);

/** `layerfall merge`: one report of the shards of a repository, or an overview of several repositories. */
export const merge: Command = {
  help: `Usage: layerfall merge FILE... [options]

Puts files together that layerfall analyze wrote. Of the shards of a repository (--shard) it makes the report
that one run makes. Of reports of several repositories it makes an overview: base images and the versions that
drift apart, findings by rule, figures of each.

Options:
  --format FORMAT  Of shards: ${names} (json)
                   Of reports: ${[...fleetFormats.keys()].join(', ')} (json)
  --output FILE    Write to a file; - is standard output (-)

Exit code: 0 written, 1 it cannot be written, 2 the files do not belong together, or wrong usage.

Examples:
  layerfall merge shard-*.json > layerfall.json
  layerfall merge shop.json tools.json --format markdown
`,
  options: { format: { type: 'string' }, output: { type: 'string' } },
  run: async (positionals, values, io) => {
    const { format = 'json', output } = values as Readonly<Record<string, string | undefined>>;
    if (!formats.has(format)) throw new CliError(`there is no format "${format}"`, `Formats: ${names}.`);
    if (positionals.length === 0) throw new CliError('there is nothing to merge', 'Name the files: shard-*.json.');
    const documents = positionals.map((name) => readDocument(name, io));
    const shards = documents.flatMap((document) => (document.kind === 'shard' ? [document] : []));
    const reports = documents.flatMap(({ name, ...document }) =>
      document.kind === 'report' ? [{ file: name, report: document.report }] : [],
    );
    const [report] = reports;
    const [shard] = shards;
    if (report !== undefined && shard !== undefined) {
      throw new CliError(
        `${report.file} is a whole report, and ${shard.name} a shard of one`,
        'Merge the shards of each repository first.',
      );
    }
    writeOutput(shard === undefined ? fleetText(reports, format) : await reportText(shards, format), output, io);
    return 0;
  },
};

function fleetText(reports: readonly FleetMember[], format: string): string {
  const write = fleetFormats.get(format);
  if (write !== undefined) return write(makeFleet(reports, version));
  const known = [...fleetFormats.keys()].join(', ');
  throw new CliError(`several repositories cannot be written as ${format}`, `Formats: ${known}.`);
}

async function reportText(shards: readonly NamedShard[], format: string): Promise<string> {
  const write = await formats.get(format)?.();
  const report = mergedReport(shards);
  return write === undefined ? '' : write(report);
}

/** The report of which these are the shards. Throws `CliError` where they are none. */
function mergedReport(shards: readonly NamedShard[]): Report {
  const outcome = mergeShards(shards);
  if (outcome.kind === 'merged') return outcome.report;
  throw new CliError(
    `these are not the shards of one report: ${outcome.reason}`,
    'Make all of them with the same version, of the same commit: layerfall analyze --shard 1/N to N/N.',
  );
}
