import { chmodSync, lchownSync, lutimesSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { ExperimentFile } from './experiment.ts';

/**
 * Lays an experiment's files under `root`, or a change's over them.
 *
 * A text replaces the file, null deletes it, an object sets one attribute and leaves the rest. Throws where a path leaves
 * `root`.
 */
export function writeExperimentFiles(root: string, files: Readonly<Record<string, ExperimentFile>>): void {
  for (const [path, file] of Object.entries(files)) {
    const target = join(root, path);
    if (!resolve(target).startsWith(resolve(root) + sep)) throw new Error(`${path} is outside the experiment's folder`);
    if (path.endsWith('/')) {
      if (file === null) rmSync(target, { recursive: true, force: true });
      else mkdirSync(target, { recursive: true });
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeOne(target, file);
  }
}

function writeOne(target: string, file: ExperimentFile): void {
  if (file === null) rmSync(target, { recursive: true, force: true });
  else if (typeof file === 'string') writeFileSync(target, file);
  else if ('symlink' in file) {
    rmSync(target, { force: true });
    symlinkSync(file.symlink, target);
  } else if ('mode' in file) {
    if (file.text !== undefined) writeFileSync(target, file.text);
    chmodSync(target, Number.parseInt(file.mode, 8));
  } else if ('mtime' in file) lutimesSync(target, file.mtime, file.mtime);
  else lchownSync(target, file.chown, file.chown);
}
