import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CliError } from './cli-error.ts';

/** Lists what a report consists of, so that the next one can replace it and leave the rest alone. */
const markName = '.layerfall';

export interface OutputFolder {
  /** Absolute. */
  readonly path: string;
  /** Removes what an earlier report left, and nothing else. */
  readonly clear: () => void;
  /** Notes what has been written. */
  readonly sign: () => void;
}

/** Writes anew what is in a folder. Throws `CliError` where it cannot be written. */
export async function writeFolder(folder: OutputFolder, write: () => Promise<unknown>): Promise<void> {
  try {
    folder.clear();
    await write();
    folder.sign();
  } catch (error) {
    // Full, read-only, not ours: for the caller to mend. Anything else is not.
    if (!(error instanceof Error) || !('code' in error) || !/^E[A-Z]+$/.test(String(error.code))) throw error;
    throw new CliError(`${folder.path} cannot be written: ${error.message}`, 'Name another folder with --output.', 1);
  }
}

/**
 * A folder that a report may be written to: a new one, an empty one, or that of an earlier report. Throws `CliError` for
 * any other: it would be written over.
 */
export function outputFolder(cwd: string, output: string): OutputFolder {
  const path = resolve(cwd, output);
  const mark = join(path, markName);
  let foreign: readonly string[] = [];
  try {
    const names = existsSync(path) ? readdirSync(path) : [];
    if (names.length > 0 && !names.includes(markName)) {
      throw new CliError(
        `${output} is not empty and holds no report`,
        'Name another folder with --output, or empty this one.',
      );
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${output} is no folder that a report can be written to`, 'Name another with --output.');
  }
  return {
    path,
    clear: () => {
      // Before anything is removed: throws for a link.
      if (existsSync(path)) filesBelow(path);
      for (const file of existsSync(mark) ? markedFiles(path, readFileSync(mark, 'utf8')) : []) remove(path, file);
      mkdirSync(path, { recursive: true });
      foreign = filesBelow(path);
      // From here on this is a report's folder, also when writing it fails half way.
      writeFileSync(mark, '');
    },
    sign: () => {
      const kept = new Set([...foreign, markName]);
      const written = filesBelow(path).filter((file) => !kept.has(file));
      writeFileSync(mark, written.map((file) => `${file}\n`).join(''));
    },
  };
}

/** The files that a mark names; nothing that lies elsewhere, whatever it says. */
function markedFiles(folder: string, text: string): readonly string[] {
  return text.split('\n').filter((file) => file !== '' && resolve(folder, file).startsWith(join(folder, '/')));
}

function remove(folder: string, file: string): void {
  const path = resolve(folder, file);
  rmSync(path, { force: true });
  for (let parent = dirname(path); parent !== folder; parent = dirname(parent)) {
    if (!existsSync(parent) || readdirSync(parent).length > 0) return;
    rmdirSync(parent);
  }
}

/** Paths of all files below a folder, relative to it, with slashes, sorted. Throws `CliError` for a symlink. */
function filesBelow(folder: string): readonly string[] {
  const files: string[] = [];
  const pending = [''];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isSymbolicLink()) {
        throw new CliError(`${join(folder, path)} is a link, which may lead out of the folder`, 'Remove it first.', 1);
      }
      if (entry.isDirectory()) pending.push(path);
      else files.push(path);
    }
  }
  return files.sort();
}
