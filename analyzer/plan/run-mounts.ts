import { isFlaw } from '../dockerfile/flaw.ts';
import type { RunInstruction } from '../dockerfile/instruction.ts';
import { parseMount, type MountOptions } from '../dockerfile/mount.ts';
import { commandWords } from './command-words.ts';
import type { Conversion } from './conversion.ts';
import type { Draft, DraftFile, DraftMount, FileSystem } from './draft.ts';
import { makeOrigin, type Origin } from './origin.ts';
import { Rejection } from './rejection.ts';
import type { StageCommand, StageState } from './stage-state.ts';
import { basePath, cleanPath, isAbsolutePath, joinPath } from './system-path.ts';
import type { MountedSecret, SecretEnv } from './vertex.ts';

/** The mounts of one RUN (dockerfile2llb/convert_runmount.go). */
export interface RunMounts {
  /** With a file system behind them: bind, cache, tmpfs. */
  readonly sourced: readonly DraftMount[];
  /** Secrets, then ssh, each in order of the flags. */
  readonly unsourced: readonly DraftMount[];
  readonly secretEnv: readonly SecretEnv[];
  /** Variables that come from secrets: labels hide their values. */
  readonly secretNames: ReadonlySet<string>;
  /** Where the first ssh agent is; null without one. */
  readonly sshSocket: string | null;
  /** Vertices that only prepare a mount. */
  readonly helpers: readonly Draft[];
  /** What shaped the expanded values. */
  readonly origin: Origin;
}

/** Reads all mounts of a RUN; throws `Rejection` for the first that is wrong. */
export function runMounts(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  instruction: RunInstruction,
): RunMounts {
  const words = commandWords(conversion, state, command);
  const range = command.range;
  const parsed = instruction.mounts.map((text) => {
    const mount = parseMount(text, words.word);
    if (isFlaw(mount)) throw new Rejection(mount.message, range, mount.hint);
    return mount;
  });
  const sourced: DraftMount[] = [];
  const secrets: DraftMount[] = [];
  const agents: DraftMount[] = [];
  const secretEnv: SecretEnv[] = [];
  const helpers: Draft[] = [];
  let sshSocket: string | null = null;
  for (const [place, mount] of parsed.entries()) {
    const source = mountSource(conversion, state, command, mount, place);
    if (mount.type === 'secret') {
      const { id, target } = secretNames(mount);
      if (mount.env !== null) secretEnv.push({ id, name: mount.env, isOptional: !mount.isRequired });
      if (target !== null) secrets.push(valueMount('SECRET', target, mountedSecret(mount, id, 0o400)));
    } else if (mount.type === 'ssh') {
      if (mount.source !== '') throw new Rejection('An ssh mount takes no "source".', range);
      const target = mount.target === '' ? `/run/buildkit/ssh_agent.${agents.length}` : mount.target;
      sshSocket ??= target;
      agents.push(valueMount('SSH', target, mountedSecret(mount, mount.id, 0o600)));
    } else {
      const draft = sourcedMount(conversion, state, command, mount, source);
      sourced.push(draft);
      if (draft.source !== null && draft.source !== source) helpers.push(draft.source);
      const read =
        mount.from === '' && mount.type !== 'cache' ? conversion.contextPaths : command.sources[place]?.paths;
      read?.add(joinPath('/', mount.source));
    }
  }
  const hidden = new Set(secretEnv.map((secret) => secret.name));
  const origin = words.origin();
  return { sourced, unsourced: [...secrets, ...agents], secretEnv, secretNames: hidden, sshSocket, helpers, origin };
}

/** By target, as the exec lists them; equal targets keep their order. */
export function sortMounts(mounts: readonly DraftMount[]): readonly DraftMount[] {
  return mounts.toSorted((a, b) => (a.mount.dest < b.mount.dest ? -1 : a.mount.dest > b.mount.dest ? 1 : 0));
}

/** The build context, or the stage or image that `from` names; a cache without `from` starts empty. */
function mountSource(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  mount: MountOptions,
  place: number,
): FileSystem {
  if (mount.from === '' && mount.type !== 'cache') return conversion.context;
  const source = command.sources[place];
  if (source === undefined) return null;
  if (!source.isDispatched) {
    const range = command.range;
    const name = state.displayName;
    const where = name === '' ? '' : ` "${name}"`;
    throw new Rejection(
      `Stage "${mount.from}" is mounted before it is built: it stands after stage${where}.`,
      range,
      'Move it up.',
    );
  }
  return source.fileSystem;
}

function secretNames(mount: MountOptions): { readonly id: string; readonly target: string | null } {
  const named = mount.source === '' ? mount.id : mount.source;
  const id = named === '' ? basePath(mount.target) : named;
  if (mount.target !== '') return { id, target: mount.target };
  return { id, target: mount.env === null ? `/run/secrets/${basePath(id)}` : null };
}

function mountedSecret(mount: MountOptions, id: string, mode: number): MountedSecret {
  return { id, uid: mount.uid ?? 0, gid: mount.gid ?? 0, mode: mount.mode ?? mode, isOptional: !mount.isRequired };
}

function valueMount(type: 'SECRET' | 'SSH', dest: string, value: MountedSecret): DraftMount {
  const base = { type, dest, input: -1, output: -1, selector: '', isReadonly: false };
  return { mount: type === 'SECRET' ? { ...base, secret: value } : { ...base, ssh: value }, source: null };
}

function sourcedMount(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  mount: MountOptions,
  source: FileSystem,
): DraftMount {
  const dest = isAbsolutePath(cleanPath(mount.target), 'linux')
    ? mount.target
    : joinPath('/', state.workdir.value, mount.target);
  if (dest === '/') {
    throw new Rejection(
      mount.target === '' ? 'A mount has no target.' : 'A mount cannot take the place of /.',
      command.range,
      'Write target=/path.',
    );
  }
  const path = joinPath('/', mount.source);
  const isOwned = path === '/' && (mount.uid !== null || mount.gid !== null || mount.mode !== null);
  const selector = path === '/' ? (isOwned ? '/cache' : '') : path;
  const base = { dest, input: -1, output: -1, selector, isReadonly: mount.isReadonly };
  if (mount.type === 'tmpfs') return { mount: { ...base, type: 'TMPFS', tmpfsSize: mount.size }, source: null };
  const file = isOwned ? ownedFolder(state, command, mount, source) : source;
  if (mount.type === 'bind') return { mount: { ...base, type: 'BIND' }, source: file };
  const id = `${conversion.cacheNamespace}/${mount.id === '' ? cleanPath(mount.target) : mount.id}`;
  const sharing = mount.sharing === 'private' ? 'PRIVATE' : mount.sharing === 'locked' ? 'LOCKED' : 'SHARED';
  return { mount: { ...base, type: 'CACHE', cache: { id, sharing } }, source: file };
}

/** A folder with the owner and mode that a cache mount asks for (setCacheUIDGID). */
function ownedFolder(state: StageState, command: StageCommand, mount: MountOptions, base: FileSystem): DraftFile {
  return {
    type: 'file',
    label: '[internal] setting cache mount permissions',
    platform: null,
    stage: state.stage,
    instruction: command.index,
    isNoCache: false,
    origins: [makeOrigin(command.index)],
    base,
    actions: [
      {
        action: {
          kind: 'mkdir',
          path: '/cache',
          mode: (mount.mode ?? 0o755) & 0o777,
          makeParents: false,
          owner: `${mount.uid ?? 0}:${mount.gid ?? 0}`,
          timestamp: -1,
        },
        source: null,
      },
    ],
  };
}
