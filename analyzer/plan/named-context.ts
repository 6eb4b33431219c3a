import { formatPlatform, type Platform } from '../dockerfile/platform.ts';
import { familiarName, parseReference, withTag } from '../dockerfile/reference.ts';
import { parseGitReference, type GitReference } from './git-reference.ts';

/** What a `--build-context NAME=VALUE` stands for. */
export interface NamedContext {
  /** As given on the command line; a platform may stand behind it, `name::linux/amd64`. */
  readonly name: string;
  readonly value: string;
  readonly target:
    | { readonly kind: 'scratch' }
    | { readonly kind: 'image'; readonly reference: string; readonly written: string }
    | { readonly kind: 'git'; readonly git: GitReference }
    | { readonly kind: 'http'; readonly url: string }
    | { readonly kind: 'local' }
    /** Known to the builder under that name alone: a bake target, an OCI layout. */
    | { readonly kind: 'opaque' };
}

/**
 * The named context that stands in for a stage or an image; null for none (frontend/dockerui/config.go, NamedContext).
 *
 * It is looked up by the short name without `:latest`, for one platform first. `scratch` and `context` are never
 * replaced.
 */
export function findNamedContext(
  contexts: Readonly<Record<string, string>> | undefined,
  name: string,
  platform: Platform,
): NamedContext | null {
  if (contexts === undefined || /^(?:scratch|context)$/i.test(name)) return null;
  const reference = parseReference(name);
  if (reference === null) return null;
  const short = familiarName(reference).replace(/:latest$/, '');
  for (const key of [`${short}::${formatPlatform(platform)}`, short]) {
    if (Object.hasOwn(contexts, key)) return readContext(key, contexts[key] ?? '');
  }
  return null;
}

/** What the value of a `--build-context` means (frontend/dockerui/namedcontext.go, load). */
function readContext(name: string, value: string): NamedContext {
  if (value.startsWith('docker-image:')) {
    const written = value.slice('docker-image:'.length).replace(/^\/\//, '');
    if (written === 'scratch') return { name, value, target: { kind: 'scratch' } };
    const reference = parseReference(written);
    if (reference === null) return { name, value, target: { kind: 'opaque' } };
    return { name, value, target: { kind: 'image', reference: withTag(reference), written } };
  }
  if (/^(?:target|input|oci-layout):/.test(value)) return { name, value, target: { kind: 'opaque' } };
  const git = parseGitReference(value);
  if (git.kind === 'git') return { name, value, target: { kind: 'git', git: git.reference } };
  if (/^https?:\/\//.test(value)) return { name, value, target: { kind: 'http', url: value } };
  return { name, value, target: { kind: 'local' } };
}
