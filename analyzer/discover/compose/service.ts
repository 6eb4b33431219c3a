import type { Position } from '../../dockerfile/range.ts';

/** A text after interpolation, and the variables that nothing sets. */
export interface ComposeText {
  readonly text: string;
  readonly missing: readonly string[];
}

/** A path or URL with the folder that a relative path counts from. */
export interface ComposePath extends ComposeText {
  readonly folder: string;
}

export interface ComposePlace extends Position {
  readonly path: string;
}

/** A service of one compose file, or of several after they are merged. */
export interface ComposeService {
  readonly at: ComposePlace;
  /** null: it builds nothing. */
  readonly build: ComposeBuild | null;
  readonly image: ComposeText | null;
  readonly platform: ComposeText | null;
  /** The service it extends; `file` is null for the same file. */
  readonly extends: { readonly service: string; readonly file: ComposeText | null; readonly at: ComposePlace } | null;
  /** Written with `!reset` or `!override`: what stands in files below it does not count. */
  readonly isBuildReplaced: boolean;
}

/** What `build:` says. null: nothing about it. */
export interface ComposeBuild {
  readonly at: ComposePlace;
  /** The project's folder: the context where no file names one. */
  readonly folder: string;
  readonly context: ComposePath | null;
  readonly dockerfile: ComposeText | null;
  readonly inlineDockerfile: ComposeText | null;
  /** null: the value comes from the environment. */
  readonly args: ReadonlyMap<string, ComposeText | null>;
  readonly target: ComposeText | null;
  readonly contexts: ReadonlyMap<string, ComposePath>;
  readonly platforms: readonly ComposeText[];
  readonly tags: readonly ComposeText[];
}

/**
 * One service on top of another of the same name: mappings by key, lists joined, all else replaced (the Compose
 * specification, 13-merge.md).
 */
export function mergeServices(below: ComposeService, above: ComposeService): ComposeService {
  return {
    at: below.at,
    build: above.isBuildReplaced ? above.build : mergeBuilds(below.build, above.build),
    image: above.image ?? below.image,
    platform: above.platform ?? below.platform,
    extends: above.extends ?? below.extends,
    isBuildReplaced: below.isBuildReplaced,
  };
}

function mergeBuilds(below: ComposeBuild | null, above: ComposeBuild | null): ComposeBuild | null {
  if (below === null || above === null) return above ?? below;
  return {
    at: below.at,
    folder: below.folder,
    context: above.context ?? below.context,
    // An inline Dockerfile and a path exclude each other: the upper file's word counts.
    dockerfile: above.dockerfile ?? (above.inlineDockerfile === null ? below.dockerfile : null),
    inlineDockerfile: above.inlineDockerfile ?? (above.dockerfile === null ? below.inlineDockerfile : null),
    args: new Map([...below.args, ...above.args]),
    target: above.target ?? below.target,
    contexts: new Map([...below.contexts, ...above.contexts]),
    platforms: joinTexts(below.platforms, above.platforms),
    tags: joinTexts(below.tags, above.tags),
  };
}

function joinTexts(below: readonly ComposeText[], above: readonly ComposeText[]): readonly ComposeText[] {
  const known = new Set(below.map(({ text }) => text));
  return [...below, ...above.filter(({ text }) => !known.has(text))];
}
