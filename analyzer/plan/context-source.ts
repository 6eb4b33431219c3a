import { formatPlatform, type Platform } from '../dockerfile/platform.ts';
import { unknownBaseImage, type BaseImage } from './base-image.ts';
import type { Conversion } from './conversion.ts';
import type { DraftSource, FileSystem } from './draft.ts';
import { gitSource } from './git-reference.ts';
import type { NamedContext } from './named-context.ts';
import { makeOrigin, noOrigin } from './origin.ts';
import type { StageState } from './stage-state.ts';
import { joinPath } from './system-path.ts';

/** The build context; what is read from it is known once all stages are converted (dockerui/config.go). */
export function buildContext(paths: ReadonlySet<string>): DraftSource {
  return {
    type: 'source',
    label: '[internal] load build context',
    platform: null,
    stage: null,
    instruction: null,
    isNoCache: false,
    origins: [noOrigin],
    identifier: 'local://context',
    attrs: () => followPaths(paths),
  };
}

/** The attribute that narrows a context to the paths that are read; none when all of it is (filterPaths). */
function followPaths(paths: ReadonlySet<string>): Readonly<Record<string, string>> {
  if (paths.size === 0 || paths.has('/')) return {};
  const relative = [...paths].map((path) => joinPath('.', path.replace(/^\/+/, '')) || '.');
  return { 'local.followpaths': goJson(relative.toSorted()) };
}

/** JSON as Go's encoding/json writes it: it escapes what HTML could take for its own. */
function goJson(value: readonly string[]): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What a named context brings: a file system, and the config of an image where it is one (dockerui/namedcontext.go). */
export function contextFileSystem(
  conversion: Conversion,
  state: StageState,
  context: NamedContext,
  platform: Platform,
): { readonly fileSystem: FileSystem; readonly image: BaseImage | null } {
  const { target, name, value } = context;
  const platformName = formatPlatform(platform);
  const image = (reference: string): BaseImage =>
    conversion.options.baseImage?.(reference, platformName) ?? unknownBaseImage;
  const source = (
    label: string,
    identifier: string,
    attrs: DraftSource['attrs'],
    onPlatform: boolean,
  ): DraftSource => ({
    type: 'source',
    label: `[context ${name}] ${label}`,
    platform: onPlatform ? platformName : null,
    stage: state.stage,
    instruction: state.instruction,
    isNoCache: false,
    origins: [makeOrigin(state.instruction, null, [state.platformOrigin])],
    identifier,
    attrs,
  });
  switch (target.kind) {
    case 'scratch':
      return { fileSystem: null, image: null };
    case 'image': {
      const config = image(target.reference);
      const pinned = config.digest === '' ? target.reference : `${target.reference}@${config.digest}`;
      return { fileSystem: source(pinned, `docker-image://${pinned}`, () => ({}), true), image: config };
    }
    case 'git': {
      const { identifier, attrs } = gitSource(target.git, target.git.keepGitDir === true, target.git.checksum);
      return { fileSystem: source(value, identifier, () => attrs, false), image: null };
    }
    case 'http':
      return { fileSystem: source(value, target.url, () => ({ 'http.filename': 'context' }), false), image: null };
    case 'local':
      return {
        fileSystem: source('load from client', `local://${name}`, () => followPaths(state.paths), false),
        image: null,
      };
    case 'opaque':
      return { fileSystem: source(value, value, () => ({}), true), image: image(value) };
  }
}
