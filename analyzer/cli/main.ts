import { parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';
import type { Command, Io } from './command.ts';
import { commands } from './commands.ts';

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
  return `Usage: layerfall COMMAND [options]

What docker build would do with every Dockerfile of a repository, and what a change rebuilds.
Needs no Docker and no network.

Commands:
${list}

Options:
  -h, --help     Show this help, or that of a command: layerfall COMMAND --help
  -q, --quiet    Say nothing but errors
  -v, --verbose  Say what is done, and when
  -V, --version  Show the version

Results go to standard output, messages to standard error. Colour only on a terminal, and never with NO_COLOR.
Exit code: 0 fine, 1 what was asked for failed, 2 wrong usage or configuration.

Examples:
  layerfall report . --output _report     Write the report of this repository to _report/
  layerfall affected --since origin/main  What this branch rebuilds, and why
  layerfall check . --fail-on warning     What should be mended; exit code 1 where anything is
  layerfall analyze . > layerfall.json    All of it as JSON
`;
}

/** Options that every command has. */
const commonOptions = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
} as const;

/**
 * Runs the command line and answers the exit code: 0 fine, 1 what was asked for failed, 2 wrong usage or configuration.
 * `words` are the arguments behind the program's name.
 */
export async function main(words: readonly string[], io: Io): Promise<number> {
  try {
    const [verb, ...rest] = words;
    if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') {
      return await showHelp(verb === 'help' ? rest[0] : undefined, io, verb === undefined);
    }
    if (verb === '--version' || verb === '-V') {
      const { version } = await import('./version.ts');
      io.write(`${version}\n`);
      return 0;
    }
    return await runCommand(await findCommand(verb), verb, rest, io);
  } catch (error) {
    if (io.isTerminal.stderr) io.progress('');
    if (error instanceof CliError) {
      io.log(`layerfall: ${error.message}\n${error.hint === '' ? '' : `${error.hint}\n`}`);
      return error.exitCode;
    }
    io.log(unexpected(error, words));
    return 1;
  }
}

/** A mistake of ours: what happened, with the stack only for those who ask for more. */
function unexpected(error: unknown, words: readonly string[]): string {
  const isVerbose = words.includes('--verbose') || words.includes('-v');
  const stack = error instanceof Error ? error.stack : undefined;
  const what = isVerbose && stack !== undefined ? stack : error instanceof Error ? error.message : String(error);
  const hint = isVerbose ? '' : ' Run it again with --verbose and report what it says.';
  return `layerfall: something went wrong that should not: ${what}\nThis is a mistake of Layerfall's.${hint}\n`;
}

async function showHelp(verb: string | undefined, io: Io, isMissing: boolean): Promise<number> {
  const text = verb === undefined ? help() : (await findCommand(verb)).help;
  // Help that was asked for is a result; help for want of a command is a complaint.
  if (isMissing) io.log(text);
  else io.write(text);
  return isMissing ? 2 : 0;
}

async function findCommand(verb: string): Promise<Command> {
  const entry = commands.find(({ name }) => name === verb);
  if (entry !== undefined) return entry.load();
  const names = commands.map(({ name }) => name);
  const { nearestWord } = await import('../dockerfile/nearest-word.ts');
  const near = nearestWord(verb, names);
  const kind = verb.startsWith('-') ? 'option' : 'command';
  const hint = near === null ? `Commands: ${names.join(', ')}.` : `Did you mean "${near}"?`;
  throw new CliError(`there is no ${kind} "${verb}"`, `${hint} See layerfall --help.`);
}

async function runCommand(command: Command, verb: string, words: readonly string[], io: Io): Promise<number> {
  const { positionals, values } = await parseWords(command, verb, words);
  if (values['help'] === true) {
    io.write(command.help);
    return 0;
  }
  return command.run(positionals, values, heardIo(io, values['quiet'] === true, values['verbose'] === true));
}

/** As much of what a command says as its caller wants to hear. */
function heardIo(io: Io, isQuiet: boolean, isVerbose: boolean): Io {
  if (isQuiet) return { ...io, note: () => {}, progress: () => {} };
  if (isVerbose) return { ...io, progress: loggedProgress(io) };
  return io.isTerminal.stderr ? io : { ...io, progress: () => {} };
}

function loggedProgress(io: Io): Io['progress'] {
  const start = performance.now();
  return (text) => {
    if (text !== '') io.log(`${String(Math.round(performance.now() - start)).padStart(6)} ms  ${text}\n`);
  };
}

async function parseWords(command: Command, verb: string, words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: { ...command.options, ...commonOptions },
      allowPositionals: true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Node's own sentences: the first one says what is wrong, the rest is about its syntax.
    const { nearestWord } = await import('../dockerfile/nearest-word.ts');
    const unknown = /^Unknown option '--([^']*)'/.exec(message)?.[1] ?? '';
    const near = nearestWord(unknown, Object.keys({ ...command.options, ...commonOptions }));
    const hint = unknown === '' || near === null ? '' : `Did you mean --${near}? `;
    throw new CliError(message.split(/\. |\n/, 1)[0] ?? message, `${hint}See layerfall ${verb} --help.`);
  }
}
