import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { contextListing } from '../context-use/context-listing.ts';
import { contextText } from '../context-use/context-text.ts';
import { contextUse, type FindContext } from '../context-use/context-use.ts';
import { contextView, type ContextView } from '../context/context-view.ts';
import { readIgnoreFile } from '../context/read-ignore-file.ts';
import { conventionBuild } from '../discover/convention.ts';
import { diskFileTree } from '../discover/disk-file-tree.ts';
import { readDockerfile } from '../discover/read-dockerfile.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { planDockerfile } from '../plan/plan-dockerfile.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io, OptionValues } from './command.ts';
import { wantedOutputs, writeOutputs, type Output } from './outputs.ts';
import { planOptions, rejectionText } from './plan.ts';

const help = `Usage: layerfall context DOCKERFILE [options]

The files that a build takes from its context, by step, with sizes, as BuildKit takes them: wildcards, ignore files,
symlinks. "-" reads the Dockerfile from standard input.

Options:
  --context DIR             Build context (default: the nearest folder, from the Dockerfile's own upwards, that holds
                            what COPY and ADD take)
  --ignored                 List what the ignore file leaves out, and which line does it
  --unused                  List files that no step takes though nothing ignores them
  --why PATH                Say which line keeps one path in or out, and which steps take it
  --target NAME             Stage to build (default: the last one)
  --build-arg NAME[=VALUE]  Build argument; without a value, that of the environment. Repeatable
  --platform PLATFORM       Target platform (default: linux/amd64)
  --build-context NAME=DIR  Named context. Repeatable
  --format FORMAT           text or json (default: text)
  -o, --output FILE         Write there instead of to standard output ("-")
  --output F=FILE           Also in format F to a file, of the same run; repeatable

Exit code: 0 fine, 1 the build would fail: a source is missing, the ignore file or the Dockerfile is malformed, or the
path of --why is not there; 2 wrong usage.

Examples:
  layerfall context Dockerfile
  layerfall context docker/app.Dockerfile --context . --ignored
  layerfall context Dockerfile --why node_modules/left-pad/index.js
`;

/** `layerfall context`: which files a build takes from its context, which are left out, and why. */
export const context: Command = {
  help,
  options: {
    context: { type: 'string' },
    ignored: { type: 'boolean' },
    unused: { type: 'boolean' },
    why: { type: 'string' },
    target: { type: 'string' },
    'build-arg': { type: 'string', multiple: true },
    platform: { type: 'string' },
    'build-context': { type: 'string', multiple: true },
    format: { type: 'string' },
    output: { type: 'string', short: 'o', multiple: true },
  },
  run: async (positionals, values, io) => {
    const [file, ...more] = positionals;
    if (file === undefined) throw new CliError('no Dockerfile is named', 'Write layerfall context Dockerfile.');
    if (more.length > 0) throw new CliError(`one Dockerfile at a time: ${more.join(' ')} is too much`);
    const outputs = wantedOutputs(values, ['text', 'json'], io.cwd, 'text');
    const dockerfile = await readNamed(file, io);
    const place = contextPlace(dockerfile, values, io);
    const options = planOptions(values, io);
    const outcome = planDockerfile(parseDockerfile(dockerfile.text), options);
    if (outcome.kind === 'rejected') {
      io.log(rejectionText(outcome, dockerfile.name));
      return 1;
    }
    const disk = diskFileTree(place.root);
    const view = contextView(disk, '', ignoreFileOf(place.root, dockerfile.path, io));
    const findContext = contextFinder(view, options.namedContexts ?? {}, io);
    const uses = contextUse(outcome.plan, findContext);
    const why = values['why'];
    const listing = contextListing(view, uses, findContext, {
      dockerfile: dockerfile.name,
      dockerfileInTree: dockerfile.path === null ? null : pathBelow(place.root, dockerfile.path),
      context: shown(place.root, io),
      inferredFrom: place.inferredFrom,
      ignored: values['ignored'] === true,
      unused: values['unused'] === true,
      why: typeof why === 'string' ? askedPath(place.root, why, io) : null,
    });
    const textOf = ({ format }: Output): string =>
      format === 'json' ? `${JSON.stringify(listing)}\n` : contextText(listing);
    writeOutputs(outputs, textOf, io);
    for (const { path, reason } of disk.unreadable()) io.log(`${path}: it cannot be read (${reason})\n`);
    for (const { path, line, message } of listing.problems) io.log(`${path}:${line}: ${message}\n`);
    return listing.problems.length > 0 || listing.why?.kind === 'missing' ? 1 : 0;
  },
};

interface NamedDockerfile {
  readonly name: string;
  /** Absolute; null for standard input. */
  readonly path: string | null;
  readonly text: string;
}

async function readNamed(file: string, io: Io): Promise<NamedDockerfile> {
  if (file === '-') return { name: 'standard input', path: null, text: await io.readStdin() };
  const path = resolve(io.cwd, file);
  const read = readDockerfile(diskFileTree(dirname(path)), basename(path));
  if (read.kind === 'text') return { name: file, path, text: read.text };
  throw new CliError(`${file} cannot be read: ${read.message}`, 'Name a Dockerfile, or - for standard input.');
}

interface ContextPlace {
  /** Absolute path of the context. */
  readonly root: string;
  readonly inferredFrom: string;
}

/** The context that was named, or the one that the Dockerfile's sources point to, up to the current folder. */
function contextPlace({ path, text }: NamedDockerfile, values: OptionValues, io: Io): ContextPlace {
  const named = values['context'];
  if (typeof named === 'string') {
    const root = resolve(io.cwd, named);
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === true) return { root, inferredFrom: '' };
    throw new CliError(`--context ${named}: there is no such folder`, 'Name the folder that docker build would get.');
  }
  if (path === null) return { root: io.cwd, inferredFrom: 'the current folder, as the Dockerfile has none' };
  const below = pathBelow(io.cwd, path);
  const top = below === null ? dirname(path) : io.cwd;
  const build = conventionBuild(below ?? basename(path), parseDockerfile(text), diskFileTree(top));
  if (build.context.kind !== 'directory') return { root: dirname(path), inferredFrom: 'the folder of the Dockerfile' };
  return { root: resolve(top, build.context.path), inferredFrom: build.context.inferredFrom };
}

/** Beside the Dockerfile first, which may lie outside the context. */
function ignoreFileOf(root: string, dockerfile: string | null, io: Io) {
  const own =
    dockerfile === null
      ? null
      : readIgnoreFile(diskFileTree(dirname(dockerfile)), `${basename(dockerfile)}.dockerignore`);
  if (own !== null && dockerfile !== null) return { ...own, path: shown(`${dockerfile}.dockerignore`, io) };
  const shared = readIgnoreFile(diskFileTree(root), '.dockerignore');
  return shared === null ? null : { ...shared, path: shown(resolve(root, '.dockerignore'), io) };
}

/** Named contexts that are folders; what else they name is not here. */
function contextFinder(main: ContextView, named: Readonly<Record<string, string>>, io: Io): FindContext {
  const known = new Map<string, ContextView | null>([['context', main]]);
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const folder = new Map(Object.entries(named)).get(name);
    const root = folder === undefined ? null : resolve(io.cwd, folder);
    const isFolder = root !== null && statSync(root, { throwIfNoEntry: false })?.isDirectory() === true;
    const view = isFolder ? contextView(diskFileTree(root), '', ignoreFileOf(root, null, io)) : null;
    known.set(name, view);
    return view;
  };
}

/** `--why` takes a path as the shell completes it, or one of the context. */
function askedPath(root: string, written: string, io: Io): string {
  for (const base of [io.cwd, root]) {
    const path = resolve(base, written);
    const below = path === root ? '' : pathBelow(root, path);
    if (below !== null && (base === root || statSync(path, { throwIfNoEntry: false }) !== undefined)) return below;
  }
  throw new CliError(`--why ${written}: it lies outside the context ${shown(root, io)}`);
}

/** A path relative to a folder, with `/`; null when it lies elsewhere. */
function pathBelow(folder: string, path: string): string | null {
  const below = relative(folder, path);
  if (below === '' || below === '..' || below.startsWith(`..${sep}`) || resolve(below) === below) return null;
  return below.split(sep).join('/');
}

function shown(path: string, io: Io): string {
  const below = relative(io.cwd, path).split(sep).join('/');
  return below === '' ? '.' : below;
}
