import type { Io } from '../../analyzer/cli/command.ts';
import { main } from '../../analyzer/cli/main.ts';

/** What came of a command. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  /** Standard error: messages, notes and progress. */
  readonly log: string;
}

/** Runs a command line in a folder, in this process. */
export async function runMain(words: readonly string[], cwd: string, world: Partial<Io> = {}): Promise<Ran> {
  let out = '';
  let log = '';
  const say = (text: string): void => void (log += text);
  const io: Io = {
    cwd,
    env: {},
    isTerminal: { stdout: false, stderr: false },
    readStdin: () => Promise.resolve(''),
    write: (text) => void (out += text),
    log: say,
    note: say,
    progress: (text) => say(`<${text}>`),
    ...world,
  };
  const code = await main(words, io);
  return { code, out, log };
}
