import type { RunCommand } from './run-commands.ts';

/** What a command installs. */
export type Install = ProjectInstall | SystemInstall;

/** Installs what the project's own manifest names. */
export interface ProjectInstall {
  readonly kind: 'project';
  /** `npm`, `pip`, … */
  readonly manager: string;
  /** The command in short: `npm ci`. */
  readonly command: string;
  /** Whether a path names a file that decides what is installed. */
  readonly isManifest: (path: string) => boolean;
  /** It also compiles the project: `cargo build`. */
  readonly compiles: boolean;
}

/** Installs packages of the distribution by name. */
export interface SystemInstall {
  readonly kind: 'system';
  readonly manager: string;
  readonly command: string;
}

interface ProjectManager {
  readonly manager: string;
  readonly manifest: RegExp;
  /** What it does with these words; null: it installs nothing of the project's. */
  readonly read: (args: readonly string[]) => 'compiles' | 'installs' | null;
}

/** Flags of package managers that take the word behind them. */
const valuedFlags = new Set(
  (
    '--prefix --cache --registry --loglevel --cwd --dir -C --network-timeout --modules-folder --cache-folder --mutex --store-dir -w --workspace ' +
    '--filter -F --omit --include --jobs -j --retry --path --without --with --gemfile --directory -d --working-dir --extra --group ' +
    '--only --python -p --package --project --extras -E --no-group -f --file -pl -s --settings -P --configuration -c -o --output -r --runtime'
  ).split(' '),
);

const node = (installs: readonly string[], isBare: boolean): ProjectManager['read'] => {
  return (args) => {
    if (args.some((arg) => arg === '-g' || arg === '--global' || arg === '--version')) return null;
    const [task, ...packages] = plainWords(args);
    if (task === undefined) return isBare ? 'installs' : null;
    return installs.includes(task) && packages.length === 0 ? 'installs' : null;
  };
};
const packageJson = /^package\.json$/;

const managers: ReadonlyMap<string, ProjectManager> = new Map<string, ProjectManager>([
  ['npm', { manager: 'npm', manifest: packageJson, read: node(['ci', 'install', 'i', 'clean-install'], false) }],
  ['yarn', { manager: 'yarn', manifest: packageJson, read: node(['install'], true) }],
  ['pnpm', { manager: 'pnpm', manifest: packageJson, read: node(['install', 'i'], false) }],
  ['bun', { manager: 'bun', manifest: packageJson, read: node(['install', 'i'], false) }],
  ['poetry', { manager: 'poetry', manifest: /^pyproject\.toml$/, read: first(['install']) }],
  ['uv', { manager: 'uv', manifest: /^pyproject\.toml$/, read: first(['sync']) }],
  ['pipenv', { manager: 'pipenv', manifest: /^Pipfile$/, read: node(['install', 'sync'], false) }],
  ['go', { manager: 'go', manifest: /^go\.mod$/, read: readGo }],
  ['cargo', { manager: 'cargo', manifest: /^Cargo\.toml$/, read: readCargo }],
  ['mvn', { manager: 'maven', manifest: /^pom\.xml$/, read: readMaven }],
  ['mvnw', { manager: 'maven', manifest: /^pom\.xml$/, read: readMaven }],
  ['gradle', { manager: 'gradle', manifest: /^build\.gradle(?:\.kts)?$/, read: readGradle }],
  ['gradlew', { manager: 'gradle', manifest: /^build\.gradle(?:\.kts)?$/, read: readGradle }],
  ['dotnet', { manager: 'dotnet', manifest: /\.(?:cs|fs|vb)proj$/, read: readDotnet }],
  ['composer', { manager: 'composer', manifest: /^composer\.json$/, read: first(['install', 'i']) }],
  [
    'bundle',
    {
      manager: 'bundler',
      manifest: /^Gemfile$/,
      read: (args) => (args.length === 0 ? 'installs' : first(['install'])(args)),
    },
  ],
]);

/** Managers of a distribution's packages, and the task that installs. */
const systemManagers: ReadonlyMap<string, readonly string[]> = new Map([
  ['apt-get', ['install']],
  ['apt', ['install']],
  ['aptitude', ['install']],
  ['apk', ['add']],
  ['dnf', ['install']],
  ['microdnf', ['install']],
  ['tdnf', ['install']],
  ['yum', ['install']],
  ['zypper', ['install', 'in']],
]);

/** What a command installs; null: nothing that is known. */
export function readInstall(command: RunCommand): Install | null {
  const { program, args } = command;
  if (systemManagers.has(program)) return readSystem(command);
  const pip = pipArgs(command);
  if (pip !== null) return readPip(pip);
  const manager = managers.get(program);
  const does = manager?.read(args) ?? null;
  if (manager === undefined || does === null) return null;
  const task = manager.manager === 'maven' ? plainWords(args) : plainWords(args).slice(0, args[0] === 'mod' ? 2 : 1);
  return {
    kind: 'project',
    manager: manager.manager,
    command: [program, ...task].join(' '),
    isManifest: (path) => manager.manifest.test(baseName(path)),
    compiles: does === 'compiles',
  };
}

/** The words that are no flags and no values of flags. */
function plainWords(args: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (valuedFlags.has(word)) at++;
    else if (word !== '' && !/^[-+]/.test(word)) words.push(word);
  }
  return words;
}

function first(tasks: readonly string[]): ProjectManager['read'] {
  return (args) => (tasks.includes(plainWords(args)[0] ?? '') ? 'installs' : null);
}

function readGo(args: readonly string[]): 'compiles' | 'installs' | null {
  const [task, second] = args.filter((arg) => !arg.startsWith('-'));
  if (task === 'mod') return second === 'download' ? 'installs' : null;
  // Without names it gets what the project imports.
  if (task === 'get') return /^(?:\.|\.\/\.\.\.)?$/.test(second ?? '') ? 'installs' : null;
  // `go install example.com/tool@v1` takes nothing of the project.
  if (task === 'build' || (task === 'install' && !args.some((arg) => arg.includes('@')))) return 'compiles';
  return null;
}

function readCargo(args: readonly string[]): 'compiles' | 'installs' | null {
  const task = args.find((arg) => !/^[-+]/.test(arg));
  if (task === 'fetch') return 'installs';
  if (task === 'build' || task === 'b') return 'compiles';
  return task === 'install' && args.includes('--path') ? 'compiles' : null;
}

function readMaven(args: readonly string[]): 'compiles' | 'installs' | null {
  const goals = plainWords(args);
  if (goals.some((goal) => /^dependency:(?:go-offline|resolve)/.test(goal))) return 'installs';
  return goals.some((goal) => /^(?:package|install|verify|compile)$/.test(goal)) ? 'compiles' : null;
}

function readGradle(args: readonly string[]): 'compiles' | 'installs' | null {
  const tasks = plainWords(args).map((task) => task.slice(task.lastIndexOf(':') + 1));
  if (tasks.some((task) => /dependencies|download|resolve/i.test(task))) return 'installs';
  const builds = /^(?:build|assemble\w*|bootJar|shadowJar|installDist|jar|war)$/;
  return tasks.some((task) => builds.test(task)) ? 'compiles' : null;
}

function readDotnet(args: readonly string[]): 'compiles' | 'installs' | null {
  const [task] = args;
  if (task === 'restore') return 'installs';
  if (args.includes('--no-restore') || args.includes('--no-build')) return null;
  return task === 'publish' || task === 'build' ? 'compiles' : null;
}

/** The words behind `pip`, however it is called; null for another program. */
function pipArgs({ program, args }: RunCommand): readonly string[] | null {
  if (/^pip[\d.]*$/.test(program)) return args;
  if (/^python[\d.]*$/.test(program) && args[0] === '-m' && args[1] === 'pip') return args.slice(2);
  return program === 'uv' && args[0] === 'pip' ? args.slice(1) : null;
}

/** Flags of pip that take the word behind them. */
const pipFlags = new Set(
  '-c --constraint -t --target -i --index-url --extra-index-url -f --find-links --prefix --root --cache-dir --timeout --retries --trusted-host --python --src --proxy'.split(
    ' ',
  ),
);

function readPip(args: readonly string[]): Install | null {
  if (args.find((arg) => !arg.startsWith('-')) !== 'install') return null;
  const files: string[] = [];
  let isLocal = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const joined = /^(?:-r|--requirement=)(.+)$/.exec(arg)?.[1];
    if (joined !== undefined) files.push(joined);
    else if (arg === '-r' || arg === '--requirement') files.push(args[++at] ?? '');
    else if (pipFlags.has(arg)) at++;
    // What is installed from a folder is the source itself.
    else if (/^(?:-e|--editable\b)|^\.{0,2}\/|^\.{1,2}$|^\.\[/.test(arg)) isLocal = true;
  }
  if (files.length === 0 || isLocal || files.some((file) => /[$:]/.test(file))) return null;
  const names = new Set(files.map(baseName));
  return {
    kind: 'project',
    manager: 'pip',
    command: `pip install -r ${files[0] ?? ''}`,
    isManifest: (path) => names.has(baseName(path)),
    compiles: false,
  };
}

function readSystem({ program, args, isKnown }: RunCommand): Install | null {
  const words = args.filter((arg) => !/^[-+]/.test(arg));
  const task = words.find((word) => systemManagers.get(program)?.includes(word) === true);
  const packages = words.filter((word) => word !== task);
  // A package that lies somewhere may have been copied.
  if (
    task === undefined ||
    !isKnown ||
    packages.length === 0 ||
    packages.some((name) => /[/*]|\.(?:deb|rpm|apk)$/.test(name))
  ) {
    return null;
  }
  return { kind: 'system', manager: program, command: `${program} ${task}` };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
