/**
 * Asks a real builder what a change rebuilds, and writes down its answer.
 *
 * Not part of the tests: it needs an engine, which DOCKER_HOST or buildx names. CONTRIBUTING.md says how to use it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aliases, baseImages, passwd } from './base-images.ts';
import { engines, type Engine } from './engine.ts';
import { writeExperimentFiles } from './experiment-files.ts';
import type { Experiment, ExperimentBuild, Observed } from './experiment.ts';

const usage = `Usage: npm run conformance:record -- FILE [--engine buildkit|docker|classic|buildah] [options]

Runs each experiment of FILE (the form of test/conformance/cache.json) twice, before and after its change, and writes
FILE with the observed verdicts to --output (standard output when absent).

  --engine NAME    which builder to ask (docker)
  --docker PATH    the client to call (docker; buildah for --engine buildah)
  --busybox PATH   a static busybox for the base images (/bin/busybox)
  --only ID        only this experiment; may be repeated
  --output FILE    where to write`;

interface Session {
  readonly engine: Engine;
  readonly program: string;
  readonly folder: string;
}

function call(session: Session, words: readonly string[]): { readonly ok: boolean; readonly log: string } {
  const { engine, program } = session;
  const env = { ...process.env, ...engine.env };
  const result = spawnSync(program, words, { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.error !== undefined) throw result.error;
  return { ok: result.status === 0, log: `${result.stdout}\n${result.stderr}` };
}

function must(session: Session, words: readonly string[]): void {
  const { ok, log } = call(session, words);
  if (!ok) throw new Error(`${session.program} ${words.join(' ')} failed:\n${log}`);
}

function makeBaseImages(session: Session, busybox: string): void {
  const folder = join(session.folder, 'base');
  mkdirSync(folder);
  copyFileSync(busybox, join(folder, 'busybox'));
  writeFileSync(join(folder, 'passwd'), passwd);
  for (const [tag, dockerfile] of baseImages) {
    writeFileSync(join(folder, 'Dockerfile'), dockerfile);
    must(session, ['build', '--network=none', '-t', tag, folder]);
  }
  moveTags(session, aliases);
}

function moveTags(session: Session, tags: Readonly<Record<string, string>>): void {
  for (const [tag, image] of Object.entries(tags)) must(session, ['tag', image, tag]);
}

/** The first build of an experiment is cold. */
function forgetCache(session: Session): void {
  for (const words of session.engine.forget) must(session, words);
}

function build(session: Session, options: ExperimentBuild, root: string): Observed | null {
  const { ok, log } = call(session, session.engine.command(options, root));
  if (ok) return session.engine.read(log);
  process.stderr.write(`${log.split('\n').slice(-12).join('\n')}\n`);
  return null;
}

function writeSecrets(root: string, options: ExperimentBuild): void {
  mkdirSync(`${root}.secrets`, { recursive: true });
  for (const [name, value] of Object.entries(options.secrets ?? {})) writeFileSync(`${root}.secrets/${name}`, value);
}

function run(session: Session, experiment: Experiment): Observed | null {
  const root = join(session.folder, 'experiment');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  const after: ExperimentBuild = { ...experiment.build, ...experiment.change.build };
  if (session.engine.lacks.some((option) => after[option] !== undefined)) return null;
  moveTags(session, aliases);
  forgetCache(session);
  writeExperimentFiles(root, experiment.files);
  writeSecrets(root, experiment.build ?? {});
  if (build(session, experiment.build ?? {}, root) === null) return null;
  writeExperimentFiles(root, experiment.change.files ?? {});
  writeSecrets(root, after);
  moveTags(session, experiment.change.images ?? {});
  return build(session, after, root);
}

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      engine: { type: 'string', default: 'docker' },
      docker: { type: 'string' },
      busybox: { type: 'string', default: '/bin/busybox' },
      only: { type: 'string', multiple: true },
      output: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const engine = engines.find((candidate) => candidate.name === values.engine);
  const file = positionals[0];
  if (values.help === true || file === undefined || engine === undefined) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'layerfall-record-'));
  const session: Session = { engine, program: values.docker ?? engine.program, folder };
  try {
    makeBaseImages(session, values.busybox);
    const experiments = JSON.parse(readFileSync(file, 'utf8')) as readonly Experiment[];
    const wanted = experiments.filter(({ id }) => values.only === undefined || values.only.includes(id));
    const recorded = wanted.map((experiment) => {
      process.stderr.write(`${experiment.id}\n`);
      const observed = run(session, experiment);
      const expected = { ...experiment.expected };
      if (observed === null) delete expected[engine.name];
      else expected[engine.name] = observed;
      return { ...experiment, expected };
    });
    const text = `${JSON.stringify(recorded, null, 1)}\n`;
    if (values.output === undefined) process.stdout.write(text);
    else writeFileSync(values.output, text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
