import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the built command line; throws with its messages when it fails. */
export function runLayerfall(words: readonly string[], cwd = process.cwd()): string {
  const program = join(process.cwd(), 'dist', 'layerfall.js');
  const result = spawnSync(process.execPath, [program, ...words], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status !== 0)
    throw new Error(`layerfall ${words.join(' ')} exited with ${result.status}:\n${result.stderr}`);
  return result.stdout;
}

/** Writes the report of a folder to a new folder, whose path it answers. */
export function writeReport(repository: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerfall-site-'));
  runLayerfall(['report', repository, '--output', folder]);
  return folder;
}

/** Every page of a site, relative to its folder. */
export function pagesOf(folder: string): readonly string[] {
  const isPage = (name: string): boolean => name.endsWith('.html');
  const builds = readdirSync(join(folder, 'builds')).filter(isPage);
  return [...readdirSync(folder).filter(isPage), ...builds.map((name) => `builds/${name}`)].sort();
}
