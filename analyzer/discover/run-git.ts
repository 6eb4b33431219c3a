import { spawnSync } from 'node:child_process';

/**
 * Settings that keep a repository's own configuration from starting programs, and git from writing to it: a repository that
 * is only looked at must not act.
 */
const safeSettings = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false'];

/**
 * Runs git in a folder and answers what it printed; null where git is missing, fails, or the folder is in no repository.
 */
export function runGit(folder: string, words: readonly string[], input?: string | Uint8Array): Uint8Array | null {
  const result = spawnSync('git', [...safeSettings, ...words], {
    cwd: folder,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1' },
    input: input ?? '',
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return result.status === 0 ? result.stdout : null;
}

const decoder = new TextDecoder();

/** The records of an answer that git ends with NUL (`-z`). */
export function gitRecords(bytes: Uint8Array): readonly string[] {
  const records = decoder.decode(bytes).split('\0');
  return records.at(-1) === '' ? records.slice(0, -1) : records;
}
