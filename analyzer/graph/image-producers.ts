import { familiarName, parseReference, repositoryOf, withTag, type Reference } from '../dockerfile/reference.ts';
import type { Build } from '../discover/build.ts';
import { fillPattern, matchPattern } from './image-pattern.ts';

/** A rule of the configuration: which references name images of this repository. `{name}` stands for a part of the path. */
export interface ImageRule {
  /** `quay.io/jupyter/{name}`; with a tag (`…/{name}:{tag}`) the tag counts too. */
  readonly match: string;
  /** `images/{name}/Dockerfile`. */
  readonly dockerfile: string;
}

/** Which build makes an image, and how that is known. */
export interface Producer {
  readonly build: Build;
  /** `link`: a named context says `target:NAME`. */
  readonly by: 'convention' | 'link' | 'rule' | 'tag';
  /** The reference has a tag that the build is not known to be given: what it names may be another image than that of today. */
  readonly isOtherTag: boolean;
}

/** Answers which build of the repository makes what `user` refers to, an image by its normalised reference; null for none. */
export type FindProducer = (reference: string, user: Build) => Producer | null;

const targetScheme = 'target:';

/**
 * Matches image references with the builds that make them: `target:NAME` with that target of the same file; else by a rule of the
 * configuration, by a declared tag, and where neither says so by name.
 *
 * By name means: the same repository with another tag, where all builds tagged so have one Dockerfile; or the last part of the
 * reference is the name of the folder of one Dockerfile (as in `quay.io/jupyter/base-notebook` and
 * `images/base-notebook/Dockerfile`), whatever its tag: `isOtherTag` tells where that is none that is usual. Official images (`docker.io/library/…`) are never matched by name. Of several builds of
 * one Dockerfile, the one without a target counts, and of these the first by id. A reference with a digest is
 * never matched, nor by its folder alone a Dockerfile that is rejected (a template, mostly).
 */
export function imageProducers(
  builds: readonly Build[],
  rules: readonly ImageRule[] = [],
  isPlanned: (build: Build) => boolean = () => true,
): FindProducer {
  const byTag = new Map<string, Build[]>();
  const byRepository = new Map<string, Build[]>();
  const byFolder = new Map<string, Build[]>();
  const byDockerfile = new Map<string, Build[]>();
  const byOrigin = new Map<string, Build>();
  for (const build of builds) {
    for (const { source, path, name } of build.origins) byOrigin.set(JSON.stringify([source, path, name]), build);
    for (const tag of build.tags) {
      const reference = parseReference(tag);
      if (reference === null) continue;
      push(byTag, withTag(reference), build);
      push(byRepository, repositoryOf(reference), build);
    }
    if (build.dockerfile === null) continue;
    push(byDockerfile, build.dockerfile, build);
    const folder = build.dockerfile.split('/').at(-2);
    if (folder !== undefined) push(byFolder, folder, build);
  }

  return (reference, user) => {
    if (reference.startsWith(targetScheme)) {
      const linked = byLink(reference.slice(targetScheme.length), user);
      return linked === undefined ? null : { build: linked, by: 'link', isOtherTag: false };
    }
    const parsed = parseReference(reference);
    // A digest names one image of the past, which no build of today makes.
    if (parsed === null || parsed.digest !== '') return null;
    const ruled = byRule(parsed);
    if (ruled !== undefined) return { build: ruled, by: 'rule', isOtherTag: false };
    const tagged = prefer(byTag.get(withTag(parsed)));
    if (tagged !== undefined) return { build: tagged, by: 'tag', isOtherTag: false };
    const named = byName(parsed);
    if (named === undefined) return null;
    return { build: named, by: 'convention', isOtherTag: parsed.tag !== '' && parsed.tag !== 'latest' };
  };

  /** A target that stands in a file that declares the user too. */
  function byLink(name: string, user: Build): Build | undefined {
    for (const { source, path } of user.origins) {
      const found = byOrigin.get(JSON.stringify([source, path, name]));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function byRule(reference: Reference): Build | undefined {
    const bare = { ...reference, tag: '' };
    const texts = [repositoryOf(bare), familiarName(bare), withTag(reference), familiarName(reference)];
    for (const { match, dockerfile } of rules) {
      for (const text of texts) {
        const values = matchPattern(match, text);
        const build = values === null ? undefined : prefer(byDockerfile.get(fillPattern(dockerfile, values)));
        if (build !== undefined) return build;
      }
    }
    return undefined;
  }

  function byName(reference: Reference): Build | undefined {
    if (reference.domain === 'docker.io' && reference.path.startsWith('library/')) return undefined;
    const tagged = ofOneDockerfile(byRepository.get(repositoryOf(reference)));
    if (tagged !== undefined) return tagged;
    // Asked here, not of every build at the start: whoever asks for few references plans few builds for them.
    return ofOneDockerfile(byFolder.get(reference.path.slice(reference.path.lastIndexOf('/') + 1))?.filter(isPlanned));
  }
}

function push(map: Map<string, Build[]>, key: string, build: Build): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [build]);
  else list.push(build);
}

/** Two Dockerfiles of that name: either could be meant, so neither is, unless just one of them is called `Dockerfile`. */
function ofOneDockerfile(candidates: readonly Build[] | undefined): Build | undefined {
  if (candidates === undefined) return undefined;
  if (new Set(candidates.map(({ dockerfile }) => dockerfile)).size === 1) return prefer(candidates);
  const usual = candidates.filter(({ dockerfile }) => /(?:^|\/)(?:Dockerfile|Containerfile)$/.test(dockerfile ?? ''));
  return new Set(usual.map(({ dockerfile }) => dockerfile)).size === 1 ? prefer(usual) : undefined;
}

function prefer(candidates: readonly Build[] | undefined): Build | undefined {
  return candidates?.find(({ target }) => target === '') ?? candidates?.[0];
}
