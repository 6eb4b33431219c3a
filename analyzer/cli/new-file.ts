import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from './cli-error.ts';

/**
 * Writes a file below a folder: one that is not there, or with `isForced` over one that is. Answers false where one is there.
 * Throws `CliError` where a folder on the way is a link, which may lead out of the repository, and where it cannot be written.
 */
export function writeNewFile(root: string, path: string, text: string, isForced: boolean): boolean {
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length++) {
    const folder = parts.slice(0, length).join('/');
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isDirectory()) {
      throw new CliError(
        `${folder} is no folder`,
        `A link may lead out of the repository: make it a folder for ${path}.`,
        1,
      );
    }
  }
  try {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    if (isForced) rmSync(join(root, path), { force: true });
    // Never through a link, and never over a file.
    writeFileSync(join(root, path), text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${path} cannot be written: ${reason}`, 'Make the folder writable, or see --dry-run.', 1);
  }
}
