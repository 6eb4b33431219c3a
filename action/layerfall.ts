import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ActionError, type Environment, quoted } from './runner.ts';

/** Runs a command of Layerfall's and answers its exit code and its results. */
export type Layerfall = (words: readonly string[]) => { readonly code: number; readonly out: string };

/**
 * Layerfall as it was built, one folder above this script (which is bundled into a folder of its own, and into one of the
 * command line's chunks), with the workspace as its folder. What it says goes to the log, where
 * nothing of it counts as a command to the runner. Throws `ActionError` for wrong usage.
 */
export function layerfallIn(folder: string, env: Environment, log: (text: string) => void): Layerfall {
  const program = fileURLToPath(new URL('../layerfall.js', import.meta.url));
  // Git takes a work tree of somebody else's for hostile; in a container that is what a checkout looks like.
  const safe = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: folder };
  return (words) => {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...words], {
      cwd: folder,
      env: { ...env, ...safe },
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    if (error !== undefined) throw new ActionError(`layerfall ${words[0]} did not run: ${error.message}`);
    log(quoted(stderr));
    if (status !== 0 && status !== 1) throw new ActionError(`layerfall ${words[0]} stopped: ${stderr.trim()}`);
    return { code: status, out: stdout };
  };
}
