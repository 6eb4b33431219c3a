import { parseReference, withTag } from '../dockerfile/reference.ts';
import type { Build } from '../discover/build.ts';

/** A rule of the configuration: which references name images of this repository. `{name}` stands for one path part or more. */
export interface ImageRule {
  /** `quay.io/jupyter/{name}`. */
  readonly match: string;
  /** `images/{name}/Dockerfile`. */
  readonly dockerfile: string;
}

/** Which build makes an image, and how that is known. */
export interface Producer {
  readonly build: Build;
  readonly by: 'convention' | 'rule' | 'tag';
}

/** Answers which build of the repository makes an image, by its normalised reference; null when none does. */
export type FindProducer = (reference: string) => Producer | null;

/**
 * Matches image references with the builds that make them: by a rule of the configuration, by a declared tag, and where
 * neither says so by name: the last part of the reference is the name of the folder of one Dockerfile (as in
 * `quay.io/jupyter/base-notebook` and `images/base-notebook/Dockerfile`). Official images are never matched by name.
 */
export function imageProducers(builds: readonly Build[], rules: readonly ImageRule[] = []): FindProducer {
  const byTag = new Map<string, Build>();
  const byFolder = new Map<string, Build[]>();
  const byDockerfile = new Map<string, Build>();
  for (const build of builds) {
    for (const tag of build.tags) {
      const reference = parseReference(tag);
      if (reference !== null && !byTag.has(withTag(reference))) byTag.set(withTag(reference), build);
    }
    if (build.dockerfile === null) continue;
    if (!byDockerfile.has(build.dockerfile)) byDockerfile.set(build.dockerfile, build);
    const folder = build.dockerfile.split('/').at(-2);
    if (folder !== undefined) byFolder.set(folder, [...(byFolder.get(folder) ?? []), build]);
  }
  return (reference) => {
    const ruled = byRule(reference);
    if (ruled !== null) return { build: ruled, by: 'rule' };
    const tagged = byTag.get(reference);
    if (tagged !== undefined) return { build: tagged, by: 'tag' };
    const named = byName(reference);
    return named === null ? null : { build: named, by: 'convention' };
  };

  function byRule(reference: string): Build | null {
    const parsed = parseReference(reference);
    if (parsed === null) return null;
    for (const { match, dockerfile } of rules) {
      const name = captureName(match, `${parsed.domain}/${parsed.path}`);
      const build = name === null ? undefined : byDockerfile.get(dockerfile.replaceAll('{name}', name));
      if (build !== undefined) return build;
    }
    return null;
  }

  function byName(reference: string): Build | null {
    const parsed = parseReference(reference);
    if (parsed === null || (parsed.domain === 'docker.io' && parsed.path.startsWith('library/'))) return null;
    const candidates = byFolder.get(parsed.path.slice(parsed.path.lastIndexOf('/') + 1)) ?? [];
    const dockerfiles = new Set(candidates.map((build) => build.dockerfile));
    const [first] = candidates;
    // Two folders of that name: either could be meant, so neither is.
    return first !== undefined && dockerfiles.size === 1 ? first : null;
  }
}

/** What `{name}` stands for, when the rest of the pattern is the text's; null when it is not. */
function captureName(pattern: string, text: string): string | null {
  const [before = '', after] = pattern.split('{name}', 2);
  if (after === undefined || !text.startsWith(before) || !text.endsWith(after)) return null;
  const name = text.slice(before.length, text.length - after.length);
  return name === '' || text.length < before.length + after.length ? null : name;
}
