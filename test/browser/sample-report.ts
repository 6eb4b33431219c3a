import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { longDockerfile, wideDockerfile } from '../../bench/make-dockerfiles.ts';

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

/** Writes the report of two builds, `long` of 1,000 lines in one stage and `wide` of 60 stages, to a new folder. */
export function writeLongReport(): string {
  const repository = mkdtempSync(join(tmpdir(), 'layerfall-long-'));
  for (const [name, text] of Object.entries({ long: longDockerfile(1000), wide: wideDockerfile(60, 17) })) {
    mkdirSync(join(repository, name));
    writeFileSync(join(repository, name, 'Dockerfile'), text);
  }
  try {
    return writeReport(repository);
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

/** Every page of a site, relative to its folder. */
export function pagesOf(folder: string): readonly string[] {
  const isPage = (name: string): boolean => name.endsWith('.html');
  const builds = readdirSync(join(folder, 'builds')).filter(isPage);
  return [...readdirSync(folder).filter(isPage), ...builds.map((name) => `builds/${name}`)].sort();
}
