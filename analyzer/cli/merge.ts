import { resolve } from 'node:path';
import { formats } from '../export/formats.ts';
import { fleetMarkdown } from '../fleet/fleet-markdown.ts';
import { makeFleet, type FleetMember } from '../fleet/make-fleet.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Report } from '../report/report.ts';
import { mergeShards, type NamedShard } from '../shard/merge-shards.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io } from './command.ts';
import { wantedOutputs, writeFormats, writeOutputs, type Output } from './outputs.ts';
import { readDocument, type Document } from './read-document.ts';
import { version } from './version.ts';

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
  --output F=FILE  Also in format F to a file, of the same run; repeatable

Exit code: 0 written, 1 it cannot be written, 2 the files do not belong together, or wrong usage.

Examples:
  layerfall merge shard-*.json > layerfall.json
  layerfall merge shop.json tools.json --format markdown
`,
  options: { format: { type: 'string' }, output: { type: 'string', multiple: true } },
  run: async (positionals, values, io) => {
    const outputs = wantedOutputs(values, [...formats.keys()], io.cwd);
    if (positionals.length === 0) throw new CliError('there is nothing to merge', 'Name the files: shard-*.json.');
    const twice = positionals.find((name, at) => positionals.findIndex((each) => isSame(each, name, io)) < at);
    if (twice !== undefined) throw new CliError(`${twice} is named twice`, 'Name each file once.');
    const documents: Document[] = [];
    for (const name of positionals) documents.push(await readDocument(name, io));
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
    if (shard === undefined) writeFleet(reports, outputs, io);
    else await writeFormats(mergedReport(shards), outputs, io);
    return 0;
  },
};

function isSame(one: string, other: string, io: Io): boolean {
  return resolve(io.cwd, one) === resolve(io.cwd, other);
}

function writeFleet(reports: readonly FleetMember[], outputs: readonly Output[], io: Io): void {
  const other = outputs.find(({ format }) => !fleetFormats.has(format));
  if (other !== undefined) {
    const known = [...fleetFormats.keys()].join(', ');
    throw new CliError(`several repositories cannot be written as ${other.format}`, `Formats: ${known}.`);
  }
  const fleet = makeFleet(reports, version);
  writeOutputs(outputs, ({ format }) => fleetFormats.get(format)?.(fleet) ?? '', io);
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
