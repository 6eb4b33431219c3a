import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The built command line. */
export const layerfall = join(import.meta.dirname, '..', 'dist', 'layerfall.js');

interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string;
}

/** The shortest of several runs of a command, from start to exit, in milliseconds. Throws when it fails. */
export function timeCommand(
  times: number,
  program: string,
  words: readonly string[],
  options: CommandOptions = {},
): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run(program, words, options);
    return performance.now() - start;
  });
  return Math.min(...taken);
}

/** The most memory that Layerfall takes for a command, in megabytes. Throws when it fails. */
export function peakMemory(words: readonly string[], options: CommandOptions = {}): number {
  const atExit = 'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS))';
  const told = run(process.execPath, ['--import', `data:text/javascript,${atExit}`, layerfall, ...words], options);
  return Number(/\npeak (\d+)$/.exec(told)?.[1]) / 1024;
}

/** What it says on standard error. */
function run(program: string, words: readonly string[], options: CommandOptions): string {
  const { status, stderr } = spawnSync(program, words, { ...options, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} exited with ${status}: ${stderr}`);
  return stderr;
}
