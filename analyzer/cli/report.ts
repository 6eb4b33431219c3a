import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { renderSingleFile, renderSite } from '../../site/render.ts';
import type { Comparison } from '../compare/comparison.ts';
import { formats } from '../export/formats.ts';
import type { Report } from '../report/report.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io, OptionValues } from './command.ts';
import { compareWith, type CompareOptions } from './compare-sides.ts';
import { configurationHelp, configurationOptions } from './configuration-options.ts';
import { fleetReport } from './fleet-report.ts';
import { findingsHelp, findingsOptions, readKnownFindings } from './findings-options.ts';
import { analyzeRepository, repositoryRoot } from './open-repository.ts';
import { outputFolder, writeFolder } from './output-folder.ts';
import { givenOutputs, outputsHelp, writeFormats } from './outputs.ts';
import { readConfiguration } from './read-configuration.ts';
import { readReport } from './read-document.ts';
import { writeOutput } from './write-output.ts';

/** `layerfall report`: the static site. */
export const report: Command = {
  help: `Usage: layerfall report [PATH] [options]

Analyses the repository at PATH (this folder when absent) and writes a static site about it: open its
index.html, attach it to a CI run, or publish it. It makes no network request and works from a file.

Options:
  -o, --output DIR   Folder to write to; what an earlier report left there is replaced (_report)
${outputsHelp}
  --single-file FILE Write one self-contained HTML file instead, to mail or to attach to a CI run; - is standard output
  --from FILE        Of a report that layerfall analyze or merge wrote, instead of analysing anything; of several,
                     when repeated: an overview of the repositories, and the site of each below
  --compare BASE     Adds a page of what differs from a revision, or from a report (a name that ends in .json)
  --title TEXT       The repository's name (that of its folder)
  --base-path PATH   Where the site will be served, such as /shop/; pages link to each other without it
${findingsHelp}
${configurationHelp}
  --open             Show the report in the browser
  -q, --quiet        Say nothing but errors

Exit code: 0 written, 1 it cannot be written, 2 wrong usage.

Examples:
  layerfall report
  layerfall report ../shop --output public --title "The shop"
  layerfall report --compare origin/main
  layerfall report --from layerfall.json
  layerfall report --from shop.json --from tools.json --output fleet
  layerfall report . --base-path /shop/ --output public
  layerfall report . --single-file report.html
  layerfall report . --output _report --output sarif=findings.sarif
`,
  options: {
    output: { type: 'string', short: 'o', multiple: true },
    'single-file': { type: 'string' },
    title: { type: 'string' },
    compare: { type: 'string' },
    from: { type: 'string', multiple: true },
    'base-path': { type: 'string' },
    open: { type: 'boolean' },
    ...findingsOptions,
    ...configurationOptions,
  },
  run: async (positionals, values, io) => {
    const { title = '', 'base-path': basePath = '' } = values as Readonly<Record<string, string>>;
    if (!/^(?:|\/|(?:\/[\w.~-]+)+\/?)$/.test(basePath)) {
      throw new CliError(`"${basePath}" is no base path`, 'Write it as it stands in the address: --base-path /shop/');
    }
    const { plain, files } = givenOutputs(values['output'], [...formats.keys()], io.cwd);
    const froms = [values['from'] ?? []].flat().map(String);
    if (froms.length > 0) refuseAnalysis(froms, positionals, values);
    if (froms.length > 1) {
      const index = await fleetReport(froms, { values, plain, files }, io);
      if (values['open'] === true) openInBrowser(index, io);
      return 0;
    }
    const [from] = froms;
    const options = from === undefined ? await analysisOptions(positionals, values, io) : nothingToAnalyse(io);
    const { 'single-file': single, compare } = values as Readonly<Record<string, string | undefined>>;
    const comparisonWith = async (report: Report): Promise<{ readonly comparison?: Comparison }> =>
      compare === undefined
        ? {}
        : { comparison: await compareWith(report, from ?? null, compare, { ...options, title }, io) };
    const reportFor = async (written: string): Promise<Report> => {
      if (from === undefined) return analyzeRepository(options.root, { ...options, title, output: written }, io);
      const read = await readReport(from, io);
      return title === '' ? read : { ...read, title };
    };
    if (single !== undefined) {
      if (plain !== null || basePath !== '') {
        throw new CliError('--single-file goes with neither --output nor --base-path', 'Leave the others out.');
      }
      const file = resolve(io.cwd, single);
      const report = await reportFor(file);
      const comparison = await comparisonWith(report);
      writeOutput(await renderSingleFile(report, { ...comparison, onProgress: io.progress }), single, io);
      await writeFormats(report, files, io);
      io.progress('');
      if (single !== '-') io.note(`Wrote the report of ${summary(report)} to ${single}\n`);
      if (values['open'] === true) openInBrowser(file, io);
      return 0;
    }
    const output = plain ?? '_report';
    const folder = outputFolder(io.cwd, output);
    const report = await reportFor(folder.path);
    io.progress(`Writing ${report.builds.length} pages`);
    const site = { basePath, ...(await comparisonWith(report)), output: folder.path, onProgress: io.progress };
    await writeFolder(folder, () => renderSite(report, site));
    await writeFormats(report, files, io);
    io.progress('');
    const index = join(folder.path, 'index.html');
    io.note(`Wrote the report of ${summary(report)} to ${join(output, 'index.html')}\n`);
    if (values['open'] === true) openInBrowser(index, io);
    return 0;
  },
};

/** What an analysis goes by. */
type AnalysisOptions = Omit<CompareOptions, 'title'>;

async function analysisOptions(positionals: readonly string[], values: OptionValues, io: Io): Promise<AnalysisOptions> {
  const root = repositoryRoot(positionals, io);
  const configuration = await readConfiguration(root, values, io);
  return { root, configuration, known: readKnownFindings(root, configuration, values, io) };
}

function nothingToAnalyse(io: Io): AnalysisOptions {
  return { root: io.cwd, configuration: {}, known: { baseline: [], imported: [] } };
}

/** Throws `CliError` for what an analysis alone goes by, where reports are read from files. */
function refuseAnalysis(from: readonly string[], positionals: readonly string[], values: OptionValues): void {
  const [path] = positionals;
  if (path !== undefined) {
    throw new CliError(`${path} is not analysed where --from names a report`, `Leave it out, or write --from ${path}.`);
  }
  for (const option of Object.keys({ ...findingsOptions, ...configurationOptions })) {
    if (values[option] === undefined) continue;
    throw new CliError(
      `--${option} has no effect on ${from.join(', ')}, which was analysed before`,
      'Give it to layerfall analyze, which writes the report.',
    );
  }
}

function summary({ figures: { builds, dockerfiles } }: Report): string {
  const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  return `${counted(builds, 'build')} of ${counted(dockerfiles, 'Dockerfile')}`;
}

function openInBrowser(file: string, io: Io): void {
  const [program, ...words] =
    process.platform === 'darwin'
      ? ['open', file]
      : process.platform === 'win32'
        ? ['explorer', file]
        : ['xdg-open', file];
  const child = spawn(program, words, { stdio: 'ignore', detached: true });
  child.on('error', () => io.note(`No browser could be opened: open ${file} yourself.\n`));
  child.unref();
}
