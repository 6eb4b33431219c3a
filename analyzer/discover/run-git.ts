import { spawn, spawnSync } from 'node:child_process';

/**
 * Settings that keep a repository's own configuration from starting programs, and git from writing to it: a repository that
 * is only looked at must not act.
 */
const safeSettings = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false'];

/** What a hook's surroundings or a caller may have set, and what would lead git elsewhere than to the folder's repository. */
const strayVariables = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_EXTERNAL_DIFF',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_WORK_TREE',
];

/** A setting of git's configuration: its name and its value. */
type Setting = readonly [name: string, value: string];

/** `settings` go by variables, as a name may hold an equals sign, which ends it on the command line. */
function environment(settings: readonly Setting[]): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !strayVariables.includes(name));
  const given = Number.parseInt(process.env['GIT_CONFIG_COUNT'] ?? '0', 10) || 0;
  const added = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${given + index}`, name],
    [`GIT_CONFIG_VALUE_${given + index}`, value],
  ]);
  return {
    ...Object.fromEntries([...inherited, ...added]),
    ...(settings.length === 0 ? {} : { GIT_CONFIG_COUNT: String(given + settings.length) }),
    // Nothing is fetched: a partial clone's missing files would start what its configuration names as transport.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/**
 * Runs git in a folder and answers what it printed; null where git is missing, fails, or the folder is in no repository.
 *
 * Never through a shell, and nothing that the repository's own configuration names is started.
 */
export function runGit(folder: string, words: readonly string[], input?: string | Uint8Array): Uint8Array | null {
  return spawnGit(folder, words, withoutFilters(folder), input);
}

/** As `runGit`, beside what else is done: for what takes git long. */
export function startGit(folder: string, words: readonly string[]): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const git = spawn('git', [...safeSettings, ...words], {
      cwd: folder,
      env: environment(withoutFilters(folder)),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const parts: Uint8Array[] = [];
    git.stdout.on('data', (part: Uint8Array) => parts.push(part));
    git.on('error', () => resolve(null));
    git.on('close', (code) => resolve(code === 0 ? Buffer.concat(parts) : null));
  });
}

function spawnGit(
  folder: string,
  words: readonly string[],
  settings: readonly Setting[],
  input: string | Uint8Array = '',
): Uint8Array | null {
  const result = spawnSync('git', [...safeSettings, ...words], {
    cwd: folder,
    env: environment(settings),
    input,
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return result.status === 0 ? result.stdout : null;
}

const knownFilters = new Map<string, readonly Setting[]>();

/**
 * Settings that switch off the programs that a repository's configuration wants its files piped through (gitattributes(5),
 * `filter`): git starts them to see whether a file that was touched has changed. Those of the user's own configuration
 * stay.
 */
function withoutFilters(folder: string): readonly Setting[] {
  const known = knownFilters.get(folder);
  if (known !== undefined) return known;
  const words = ['config', '-z', '--show-scope', '--name-only', '--get-regexp', '^filter\\.'];
  const answer = spawnGit(folder, words, []);
  const records = answer === null ? [] : gitRecords(answer);
  const settings: Setting[] = [];
  for (let place = 0; place + 1 < records.length; place += 2) {
    const name = records[place + 1] ?? '';
    const isOwn = records[place] === 'local' || records[place] === 'worktree';
    if (isOwn) settings.push([name, name.endsWith('.required') ? 'false' : '']);
  }
  knownFilters.set(folder, settings);
  return settings;
}

const decoder = new TextDecoder();

/** The commit that a revision names (hex); null when git does not know it. */
export function gitCommit(folder: string, revision: string): string | null {
  const answer = runGit(folder, commitWords(revision));
  return answer === null ? null : decoder.decode(answer).trim();
}

/** What git is asked for the commit that a revision names. */
export function commitWords(revision: string): readonly string[] {
  return ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
}

/** The records of an answer that git ends with NUL (`-z`). */
export function gitRecords(bytes: Uint8Array): readonly string[] {
  const records = decoder.decode(bytes).split('\0');
  return records.at(-1) === '' ? records.slice(0, -1) : records;
}
