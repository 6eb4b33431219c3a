import { readCompose, type ComposeCommand } from './compose-command.ts';
import type { ShellCommand } from '../../shell/read-shell.ts';
import type { ShellWord } from '../../shell/shell-word.ts';

/** A call that builds one image: `docker build`, `docker buildx build`, `podman build`, `buildah bud`, … */
export interface BuildCommand {
  readonly kind: 'build';
  readonly files: readonly ShellWord[];
  /** null: no word could be it. */
  readonly context: ShellWord | null;
  readonly target: ShellWord | null;
  readonly buildArgs: readonly ShellWord[];
  readonly buildContexts: readonly ShellWord[];
  readonly platforms: readonly ShellWord[];
  readonly tags: readonly ShellWord[];
  /** Words that may hold any flags. */
  readonly unknown: readonly ShellWord[];
}

/** `docker buildx bake`: which files, and which targets. */
export interface BakeCommand {
  readonly kind: 'bake';
  readonly files: readonly ShellWord[];
  readonly targets: readonly ShellWord[];
}

const engines = new Set(['buildah', 'docker', 'nerdctl', 'podman']);

/** What may stand before the command itself. */
const wrappers = new Set(['command', 'env', 'exec', 'nohup', 'sudo', 'time']);

/** Flags of the engine itself that take a value. */
const engineFlags = new Set([
  '--config',
  '--context',
  '--host',
  '--log-level',
  '--namespace',
  '--root',
  '--runroot',
  '--storage-driver',
  '-H',
  '-c',
  '-l',
]);

/** Flags of a build that take none (docker/cli, docker/buildx, podman and buildah, their reference pages). */
const plainFlags = new Set(
  '--all-platforms --check --compress --debug --disable-content-trust --force-rm --help --http-proxy --identity-label --inherit-annotations --inherit-labels --layers --load --no-cache --no-hostname --no-hosts --omit-history --pull --pull-always --pull-never --push --quiet --rm --save-stages --skip-unused-stages --squash --squash-all --stdin --stream --tls-verify -D -q'.split(
    ' ',
  ),
);

/** Reads a command as a build; null when it is none. Words are those after variables are replaced. */
export function readBuildCommand({ words }: ShellCommand): BuildCommand | BakeCommand | ComposeCommand | null {
  const rest = words.slice(engineIndex(words));
  const [engine] = rest;
  if (engine === undefined) return null;
  const name = engine.text.slice(engine.text.lastIndexOf('/') + 1);
  if (name === 'buildx' || name === 'docker-buildx') return readBuildx(rest.slice(1));
  if (name === 'docker-compose' || name === 'podman-compose') return readCompose(rest.slice(1));
  if (!engines.has(name)) return null;
  let index = 1;
  while (rest[index]?.text.startsWith('-')) index += engineFlags.has(rest[index]?.text ?? '') ? 2 : 1;
  const [verb, ...after] = rest.slice(index);
  if (verb === undefined) return null;
  if (verb.text === 'buildx') return readBuildx(after);
  if (verb.text === 'compose') return readCompose(after);
  if (verb.text === 'image' || verb.text === 'builder')
    return after[0]?.text === 'build' ? readBuild(after.slice(1)) : null;
  const isBuild =
    verb.text === 'build' || (name === 'buildah' && ['bud', 'build-using-dockerfile'].includes(verb.text));
  return isBuild ? readBuild(after) : null;
}

function engineIndex(words: readonly ShellWord[]): number {
  let index = 0;
  while (index < words.length) {
    const text = words[index]?.text ?? '';
    const isWrapper = wrappers.has(text);
    const isAssignment = /^[A-Za-z_][A-Za-z0-9_]*=/.test(text);
    if (!isWrapper && !isAssignment && !(index > 0 && text.startsWith('-'))) return index;
    index += 1;
  }
  return index;
}

function readBuildx(words: readonly ShellWord[]): BuildCommand | BakeCommand | null {
  let index = 0;
  while (words[index]?.text.startsWith('-')) index += words[index]?.text === '--builder' ? 2 : 1;
  const verb = words[index]?.text;
  const rest = words.slice(index + 1);
  if (verb === 'build' || verb === 'b') return readBuild(rest);
  return verb === 'bake' || verb === 'f' ? readBake(rest) : null;
}

interface Flag {
  readonly name: string;
  readonly value: ShellWord | null;
}

/** Tells flags from other words, and gives each flag its value. */
function readFlags(words: readonly ShellWord[]): {
  readonly flags: readonly Flag[];
  readonly others: readonly ShellWord[];
} {
  const flags: Flag[] = [];
  const others: ShellWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) continue;
    const { text, unresolved } = word;
    if (text === '--') return { flags, others: [...others, ...words.slice(index + 1)] };
    const equals = text.indexOf('=');
    if (!text.startsWith('-') || text === '-') others.push(word);
    else if (text.startsWith('--') && equals !== -1) {
      flags.push({ name: text.slice(0, equals), value: { text: text.slice(equals + 1), unresolved } });
    } else if (plainFlags.has(text)) flags.push({ name: text, value: null });
    else if (text.startsWith('--') || text.length === 2) {
      index += 1;
      flags.push({ name: text, value: words[index] ?? null });
    } else {
      // `-tname`, or short flags in one word of which only the last takes a value.
      const letters = /^-([qD]*)(.)(.*)$/s.exec(text);
      const name = `-${letters?.[2] ?? ''}`;
      const inline = (letters?.[3] ?? '').replace(/^=/, '');
      if (inline === '' && !plainFlags.has(name)) index += 1;
      flags.push({ name, value: inline === '' ? (words[index] ?? null) : { text: inline, unresolved } });
    }
  }
  return { flags, others };
}

function readBuild(words: readonly ShellWord[]): BuildCommand {
  const { flags, others } = readFlags(words);
  const valuesOf = (...names: readonly string[]) =>
    flags.flatMap(({ name, value }) => (names.includes(name) && value !== null ? [value] : []));
  const known = others.filter(({ unresolved }) => unresolved.length === 0);
  const context = known.at(-1) ?? others.at(-1) ?? null;
  return {
    kind: 'build',
    files: valuesOf('-f', '--file'),
    context,
    target: valuesOf('--target').at(-1) ?? null,
    buildArgs: valuesOf('--build-arg'),
    buildContexts: valuesOf('--build-context'),
    platforms: valuesOf('--platform'),
    tags: valuesOf('-t', '--tag'),
    unknown: others.filter((word) => word !== context && word.unresolved.length > 0),
  };
}

function readBake(words: readonly ShellWord[]): BakeCommand {
  const { flags, others } = readFlags(words.filter(({ text }) => text !== '--print'));
  const files = flags.flatMap(({ name, value }) => (['-f', '--file'].includes(name) && value !== null ? [value] : []));
  return { kind: 'bake', files, targets: others };
}
