/** An image reference in its parts, the registry and `library/` filled in. */
export interface Reference {
  /** `docker.io`, `ghcr.io`, `localhost:5000`; empty where it looks like one and cannot be: `my_host.example/app`. */
  readonly domain: string;
  /** `library/alpine`. */
  readonly path: string;
  /** Empty: none written. */
  readonly tag: string;
  /** `sha256:…`; empty: none written. */
  readonly digest: string;
}

const domainPart = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const pathPart = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/**
 * Reads an image reference as Docker does, `alpine` becoming `docker.io/library/alpine`; null when it is none.
 *
 * Source: github.com/distribution/reference, normalize.go (ParseNormalizedNamed) and regexp.go.
 */
export function parseReference(text: string): Reference | null {
  if (/^[a-f0-9]{64}$/.test(text)) return null;
  const at = text.indexOf('@');
  const digest = at < 0 ? '' : text.slice(at + 1);
  if (at >= 0 && !isDigest(digest)) return null;
  const name = at < 0 ? text : text.slice(0, at);
  const { domain, rest } = splitDomain(name);
  const colon = rest.lastIndexOf(':');
  const tag = colon < 0 ? '' : rest.slice(colon + 1);
  if (colon >= 0 && !tagForm.test(tag)) return null;
  const path = colon < 0 ? rest : rest.slice(0, colon);
  // Go's expression takes for a part of the path what cannot be a registry.
  const named = isDomain(domain) ? { domain, path } : { domain: '', path: `${domain}/${path}` };
  const full = named.domain === 'docker.io' && !path.includes('/') ? `library/${path}` : named.path;
  if (full.length > 255 || !full.split('/').every((part) => pathPart.test(part))) return null;
  return { domain: named.domain, path: full, tag, digest };
}

/** The first part is a registry when it cannot be the first part of a path: a dot, a colon, a capital, `localhost`. */
function splitDomain(name: string): { readonly domain: string; readonly rest: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first;
  if (slash < 0 || !isRegistry) return { domain: 'docker.io', rest: name };
  return { domain: first === 'index.docker.io' ? 'docker.io' : first, rest: name.slice(slash + 1) };
}

function isDomain(domain: string): boolean {
  const port = /:[0-9]+$/.exec(domain);
  const host = port === null ? domain : domain.slice(0, port.index);
  if (/^\[[a-fA-F0-9:]+\]$/.test(host)) return true;
  return host.split('.').every((part) => domainPart.test(part));
}

function isDigest(digest: string): boolean {
  const colon = digest.indexOf(':');
  const hex = digest.slice(colon + 1);
  return digestLengths.get(digest.slice(0, colon)) === hex.length && /^[a-f0-9]+$/.test(hex);
}

/** The whole reference, `:latest` filled in where it has neither tag nor digest (reference.TagNameOnly). */
export function withTag(reference: Reference): string {
  const tag = reference.tag === '' && reference.digest === '' ? 'latest' : reference.tag;
  return `${repositoryOf(reference)}${suffix(tag, reference.digest)}`;
}

/** A normalised reference as text, pinned to a digest instead of the one it may have (reference.WithDigest). */
export function withDigest(normalized: string, digest: string): string {
  const at = normalized.indexOf('@');
  return `${at < 0 ? normalized : normalized.slice(0, at)}@${digest}`;
}

/** The repository without tag and digest: `docker.io/library/alpine`. */
export function repositoryOf(reference: Reference): string {
  return inDomain(reference.domain, reference.path);
}

/** As people write it: `alpine:3.20` for `docker.io/library/alpine:3.20` (reference.FamiliarString). */
export function familiarName(reference: Reference): string {
  return `${familiarRepository(reference)}${suffix(reference.tag, reference.digest)}`;
}

function familiarRepository({ domain, path }: Reference): string {
  if (domain !== 'docker.io') return inDomain(domain, path);
  const short = path.startsWith('library/') ? path.slice('library/'.length) : path;
  return short.includes('/') ? path : short;
}

function inDomain(domain: string, path: string): string {
  return domain === '' ? path : `${domain}/${path}`;
}

function suffix(tag: string, digest: string): string {
  return `${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
}
