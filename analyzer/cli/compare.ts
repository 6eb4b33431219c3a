import { comparisonMarkdown } from '../compare/comparison-markdown.ts';
import { comparisonText } from '../compare/comparison-text.ts';
import type { Comparison } from '../compare/comparison.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { compareSides, isReportFile } from './compare-sides.ts';
import { configurationHelp, configurationOptions } from './configuration-options.ts';
import { findingsHelp, findingsOptions, readKnownFindings } from './findings-options.ts';
import { repositoryRoot } from './open-repository.ts';
import { outputsHelp, wantedOutputs, writeOutputs } from './outputs.ts';
import { readConfiguration } from './read-configuration.ts';

const formats: ReadonlyMap<string, (comparison: Comparison, isVerbose: boolean) => string> = new Map([
  ['text', comparisonText],
  ['json', (comparison) => `${JSON.stringify(comparison, null, 2)}\n`],
  ['markdown', (comparison) => comparisonMarkdown(comparison)],
]);

/** `layerfall compare`: what differs between two states of a repository, and what it costs. */
export const compare: Command = {
  help: `Usage: layerfall compare BASE [HEAD] [options]

What differs between two states of a repository: builds, stages, steps, layers, base images, contexts, findings; and
which steps a warm cache of BASE has to run for HEAD, and why.

BASE and HEAD are revisions of git, read without checking them out, or reports that layerfall analyze wrote: a name that
ends in .json is a file, any other a revision. Without HEAD it is the files as they are now. Two revisions are compared
with the cache model; where one is a report, steps are told by their keys.

Options:
  --repository PATH  Where the repository is (this folder)
  --format FORMAT    ${[...formats.keys()].join(', ')} (text); markdown is a comment for a pull request
  --output FILE      Write to a file; - is standard output (-)
${outputsHelp}
  --title TEXT       The repository's name (that of its folder)
${findingsHelp}
${configurationHelp}
  --verbose          All sentences

Exit code: 0 compared, whatever differs; 1 it cannot be written; 2 wrong usage.

Examples:
  layerfall compare origin/main
  layerfall compare v1.2 v1.3 --repository ../shop
  layerfall compare before.json after.json --format markdown
`,
  options: {
    repository: { type: 'string' },
    format: { type: 'string' },
    output: { type: 'string', multiple: true },
    title: { type: 'string' },
    ...findingsOptions,
    ...configurationOptions,
  },
  run: async (positionals, values, io) => {
    const { repository, title = '' } = values as Readonly<Record<string, string | undefined>>;
    const outputs = wantedOutputs(values, [...formats.keys()], io.cwd, 'text');
    const [base, head = null, ...rest] = positionals;
    if (base === undefined) throw new CliError('nothing says what to compare with', 'Name a revision or a report.');
    if (rest.length > 0) throw new CliError(`two states are compared: ${rest.join(' ')} is too much`);
    if (values['import'] !== undefined && (head !== null || !isReportFile(base))) {
      throw new CliError(
        '--import says what another tool found in the files as they are now: BASE would have it, too',
        'Compare them with a report that was made with --import: layerfall compare before.json --import FILE.',
      );
    }
    const root = repositoryRoot(repository === undefined ? [] : [repository], io);
    const configuration = await readConfiguration(root, values, io);
    const known = readKnownFindings(root, configuration, values, io);
    const comparison = await compareSides(base, head, { root, configuration, known, title }, io);
    writeOutputs(outputs, ({ format }) => formats.get(format)?.(comparison, values['verbose'] === true) ?? '', io);
    return 0;
  },
};
