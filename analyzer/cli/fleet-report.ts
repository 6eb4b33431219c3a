import { join, resolve } from 'node:path';
import { renderFleet } from '../../site/render-fleet.ts';
import { makeFleet, nameMembers, type FleetMember } from '../fleet/make-fleet.ts';
import { CliError } from './cli-error.ts';
import type { Io, OptionValues } from './command.ts';
import { outputFolder, writeFolder } from './output-folder.ts';
import type { GivenOutputs } from './outputs.ts';
import { readReport } from './read-document.ts';
import { version } from './version.ts';

/** What else the command line says. */
export interface FleetRequest extends GivenOutputs {
  readonly values: OptionValues;
}

/** The site of several repositories, of the files with their reports; answers the path of its first page. */
export async function fleetReport(from: readonly string[], request: FleetRequest, io: Io): Promise<string> {
  refuse(request);
  const twice = from.find((name, at) => from.findIndex((each) => resolve(io.cwd, each) === resolve(io.cwd, name)) < at);
  if (twice !== undefined) throw new CliError(`--from ${twice} is given twice`, 'Name each report once.');
  const { title = 'Fleet' } = request.values as Readonly<Record<string, string | undefined>>;
  const output = request.plain ?? '_report';
  const folder = outputFolder(io.cwd, output);
  const members: FleetMember[] = [];
  for (const file of from) members.push({ file, report: await readReport(file, io) });
  const fleet = makeFleet(members, version);
  const options = { output: folder.path, title, onProgress: io.progress };
  await writeFolder(folder, () => renderFleet(fleet, nameMembers(members), options));
  io.progress('');
  io.note(`Wrote the overview of ${members.length} repositories to ${join(output, 'index.html')}\n`);
  return join(folder.path, 'index.html');
}

/** Throws `CliError` for what there is of one repository alone. */
function refuse({ values, files }: FleetRequest): void {
  for (const option of ['single-file', 'compare']) {
    if (values[option] === undefined) continue;
    throw new CliError(
      `--${option} is for the report of one repository, and --from names several`,
      `Leave --${option} out, or name one report.`,
    );
  }
  const [file] = files;
  if (file !== undefined) {
    throw new CliError(
      `--output ${file.format}=${file.file} is for the report of one repository, and --from names several`,
      'layerfall merge writes the overview of several as JSON and Markdown.',
    );
  }
}
