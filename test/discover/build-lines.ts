import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import type { Build } from '../../analyzer/discover/build.ts';
import { discoverBuilds, type DiscoveredBuilds } from '../../analyzer/discover/discover-builds.ts';
import { walk } from '../../analyzer/discover/walk.ts';

export type Files = Readonly<Record<string, MemoryFile>>;

/** What is discovered in a repository of these files. */
export function discover(files: Files): DiscoveredBuilds {
  const tree = memoryFileTree(files);
  return discoverBuilds(tree, walk(tree).files);
}

/** Every build as one line: its name, its Dockerfile and context, and whatever else it says. */
export function buildLines(files: Files): readonly string[] {
  return discover(files).builds.map(buildLine);
}

function buildLine(build: Build): string {
  const { name, dockerfile, inlineDockerfile, context, target, buildArgs, namedContexts, platforms, tags } = build;
  const file = dockerfile ?? (inlineDockerfile === null ? 'no Dockerfile' : JSON.stringify(inlineDockerfile));
  const parts = [`${name}: ${file} in ${contextText(context)}`];
  if (target !== '') parts.push(`target ${target}`);
  if (Object.keys(buildArgs).length > 0) parts.push(`args ${pairs(buildArgs)}`);
  if (Object.keys(namedContexts).length > 0) parts.push(`contexts ${pairs(namedContexts)}`);
  if (platforms.length > 0) parts.push(`for ${platforms.join(' ')}`);
  if (tags.length > 0) parts.push(`as ${tags.join(' ')}`);
  if (build.unresolved.length > 0) parts.push(`unresolved ${build.unresolved.join(' / ')}`);
  return parts.join(', ');
}

function contextText(context: Build['context']): string {
  if (context.kind === 'directory') return context.path === '' ? '.' : context.path;
  return context.kind === 'remote' ? context.url : `?${context.text}`;
}

function pairs(record: Readonly<Record<string, string>>): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** Notices as `path:line: message`. */
export function noticeLines(files: Files): readonly string[] {
  return discover(files).notices.map(({ path, range, message }) => `${path}:${range?.start.line ?? '-'}: ${message}`);
}

/** Text lines as a file. */
export function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** A Dockerfile that takes nothing from its context. */
export const plain = 'FROM scratch\n';
