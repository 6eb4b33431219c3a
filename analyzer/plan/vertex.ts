/** A vertex's id is its index in `Plan.vertices`; inputs always have smaller ids than the vertex they feed. */
export type VertexId = number;

/** One output of a vertex, as an input of another. Only an exec with writable mounts has outputs beyond 0. */
export interface Input {
  readonly vertex: VertexId;
  readonly output: number;
}

interface VertexBase {
  readonly id: VertexId;
  /** The step label as `docker build --progress=plain` prints it; empty where BuildKit gives none. */
  readonly label: string;
  readonly inputs: readonly Input[];
  /** `os/arch[/variant]`; null where BuildKit sets none (local, http, git sources). */
  readonly platform: string | null;
  /** The stage that emitted it; null for what belongs to no stage (the build context, implicit images). */
  readonly stage: number | null;
  /** The instruction that emitted it (index in `Dockerfile.instructions`); null for the build context. */
  readonly instruction: number | null;
  /** `--no-cache` or `--no-cache-filter` reached it. */
  readonly isNoCache: boolean;
  /**
   * Every instruction whose text shaped this vertex's own definition, sorted: its own, and for an exec each ENV, ARG,
   * WORKDIR, USER, SHELL that set what it runs with; for a copy those that its expanded words came from.
   */
  readonly definedBy: readonly number[];
  /** Names of build arguments (predefined ones included) whose value shaped this vertex's own definition, sorted. */
  readonly buildArgs: readonly string[];
}

export interface SourceVertex extends VertexBase {
  readonly type: 'source';
  /** `docker-image://docker.io/library/alpine:latest`, `local://context`, `https://…`, `git://…`. */
  readonly identifier: string;
  /** BuildKit's source attributes, such as `local.followpaths`. */
  readonly attrs: Readonly<Record<string, string>>;
}

/** solver/pb Mount, with BuildKit's own words for its type. */
export interface Mount {
  readonly type: 'BIND' | 'CACHE' | 'TMPFS' | 'SECRET' | 'SSH';
  readonly dest: string;
  /** Index into the vertex's `inputs`; -1 for none. */
  readonly input: number;
  /** Output index; -1 for none. */
  readonly output: number;
  readonly selector: string;
  readonly isReadonly: boolean;
  readonly cache?: { readonly id: string; readonly sharing: 'SHARED' | 'PRIVATE' | 'LOCKED' };
  readonly tmpfsSize?: number;
  readonly secret?: MountedSecret;
  readonly ssh?: MountedSecret;
}

export interface MountedSecret {
  readonly id: string;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  readonly isOptional: boolean;
}

/** One variable of an exec's environment. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** The instruction that set it last; null for the base image's and BuildKit's own. */
  readonly instruction: number | null;
}

export interface SecretEnv {
  readonly id: string;
  readonly name: string;
  readonly isOptional: boolean;
}

export interface ExecVertex extends VertexBase {
  readonly type: 'exec';
  readonly args: readonly string[];
  /** Ordered by last assignment: the order is part of the cache key. */
  readonly env: readonly EnvEntry[];
  readonly cwd: string;
  readonly user: string;
  readonly network: 'UNSET' | 'HOST' | 'NONE';
  readonly security: 'SANDBOX' | 'INSECURE';
  readonly hostname: string;
  readonly mounts: readonly Mount[];
  readonly secretEnv: readonly SecretEnv[];
}

export interface CopyAction {
  readonly kind: 'copy';
  /** Absolute in the source, `/` for all of it. */
  readonly src: string;
  readonly dest: string;
  /** As written by the user after expansion, `name[:group]` or ids; empty for none. */
  readonly owner: string;
  /** Octal permission bits, -1 for unset. */
  readonly mode: number;
  /** Symbolic mode; empty for none. */
  readonly modeStr: string;
  readonly followSymlink: boolean;
  readonly dirContentsOnly: boolean;
  readonly unpack: boolean;
  readonly wildcard: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly required: readonly string[];
}

export interface MkdirAction {
  readonly kind: 'mkdir';
  readonly path: string;
  readonly mode: number;
  readonly makeParents: boolean;
  readonly owner: string;
  /** Seconds since the epoch (SOURCE_DATE_EPOCH), -1 for none. */
  readonly timestamp: number;
}

export interface MkfileAction {
  readonly kind: 'mkfile';
  readonly path: string;
  readonly mode: number;
  readonly data: string;
  readonly owner: string;
}

export interface RmAction {
  readonly kind: 'rm';
  readonly path: string;
  readonly allowNotFound: boolean;
  readonly allowWildcard: boolean;
}

export type FileAction = (CopyAction | MkdirAction | MkfileAction | RmAction) & {
  /** What it writes onto: an index below `inputs.length` is an input, above it the result of action (n − length). */
  readonly input: number;
  /** What a copy reads from, counted the same way; -1 for none. */
  readonly secondary: number;
};

export interface FileVertex extends VertexBase {
  readonly type: 'file';
  readonly actions: readonly FileAction[];
}

export interface MergeVertex extends VertexBase {
  readonly type: 'merge';
}

export type Vertex = ExecVertex | FileVertex | MergeVertex | SourceVertex;
