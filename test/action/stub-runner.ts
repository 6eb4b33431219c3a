import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

/** What stands in `action.yml`. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const action = parse(readFileSync('action.yml', 'utf8')) as Action;

/** What the steps of the action left behind. */
export interface Done {
  readonly code: number;
  /** What stands in the log of the job. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A checked out repository on a runner. */
export interface Runner {
  readonly workspace: string;
  readonly git: (...words: readonly string[]) => string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Commits all that is there; answers its id. */
  readonly commit: () => string;
  /** Runs the steps of the action that are scripts, as the runner would. */
  readonly run: (inputs: Readonly<Record<string, string>>, world?: World) => Promise<Done>;
}

interface World {
  readonly event?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** Another folder as workspace. */
  readonly workspace?: string;
}

/** A repository with these files in a first commit. */
export function runner(files: Readonly<Record<string, string>>): Runner {
  const home = mkdtempSync(join(tmpdir(), 'runner (1) & '));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const workspace = join(home, 'work');
  mkdirSync(workspace);
  const git = (...words: readonly string[]): string => {
    const settings = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'protocol.file.allow=always'];
    const { status, stdout, stderr } = spawnSync('git', [...settings, ...words], { cwd: workspace, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const write: Runner['write'] = (all) => {
    for (const [path, content] of Object.entries(all)) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), content);
    }
  };
  const commit = (): string => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'x');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  write(files);
  commit();
  const run: Runner['run'] = (inputs, world = {}) => runSteps(home, inputs, { workspace, ...world });
  return { workspace, git, write, commit, run };
}

async function runSteps(
  home: string,
  inputs: Readonly<Record<string, string>>,
  { event = {}, env = {}, workspace = '' }: World,
): Promise<Done> {
  const temporary = mkdtempSync(join(home, 'temp '));
  const file = (name: string, content = ''): string => {
    writeFileSync(join(temporary, name), content);
    return join(temporary, name);
  };
  const output = file('output');
  const summary = file('summary');
  const common = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
    GITHUB_REPOSITORY: 'owner/shop',
    RUNNER_TEMP: temporary,
    ...env,
  };
  let log = '';
  for (const step of action.runs.steps) {
    if (step.run === undefined || !holds(step.if, read(output))) continue;
    const entries = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value, inputs)]);
    const ran = await runScript(step.run, workspace, { ...common, ...Object.fromEntries(entries) });
    log += ran.log;
    if (ran.code !== 0) return { code: ran.code, log, summary: readFileSync(summary, 'utf8'), outputs: read(output) };
  }
  return { code: 0, log, summary: readFileSync(summary, 'utf8'), outputs: read(output) };
}

/** Not synchronous: a test may be the server that the script talks to. */
function runScript(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly log: string }> {
  return new Promise((resolve) => {
    const bash = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env });
    let log = '';
    for (const stream of [bash.stdout, bash.stderr]) stream.on('data', (data: Buffer) => (log += data.toString()));
    bash.on('close', (code) => resolve({ code: code ?? 1, log }));
  });
}

/** A condition, as far as a step that is a script has any: one on an output. */
function holds(condition: string | undefined, outputs: Readonly<Record<string, string>>): boolean {
  if (condition === undefined) return true;
  const [, name = '', value] = /^steps\.layerfall\.outputs\.([\w-]+) == '(\w+)'$/.exec(condition) ?? [];
  if (value === undefined) throw new Error(`nobody says whether ${condition}`);
  return outputs[name] === value;
}

const contexts: Readonly<Record<string, string>> = {
  'github.action_path': process.cwd(),
  'github.token': 'a-token',
  'github.repository': 'owner/shop',
};

/** The value of an expression, as far as the action needs any. Throws for another. */
function evaluate(text: string, inputs: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => {
    const known = contexts[name];
    if (known !== undefined) return known;
    const input = /^inputs\.([\w-]+)$/.exec(name)?.[1] ?? '';
    const declared = action.inputs[input];
    if (declared === undefined) throw new Error(`nobody says what ${name} is`);
    return inputs[input] ?? evaluate(declared.default ?? '', {});
  });
}

/** Outputs as the runner reads them: NAME<<DELIMITER, lines, DELIMITER. */
function read(path: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = readFileSync(path, 'utf8').split('\n');
  while (lines.length > 1) {
    const [name = '', delimiter = ''] = lines.shift()?.split('<<') ?? [];
    if (delimiter === '') throw new Error(`${name} has no delimiter`);
    const end = lines.indexOf(delimiter);
    outputs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return outputs;
}
