import type { FileTree } from '../context/file-tree.ts';
import type { ProjectInstall } from './installs.ts';

/** Larger than any manifest that people write. */
const maxBytes = 1_000_000;

/** The text of a file that names dependencies; empty where it cannot be read, or is too large. */
export function manifestText(tree: FileTree, path: string): string {
  const size = tree.stat(path)?.size ?? 0;
  const bytes = size > maxBytes ? null : tree.read(path);
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}

/** What an install needs, by its manifest: `packages` from elsewhere; the project's own `source`, too; or `nothing`. */
export function needOf(
  { manager, compiles }: ProjectInstall,
  path: string,
  text: string,
  paths: ReadonlySet<string | null>,
): 'nothing' | 'packages' | 'source' {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  switch (manager) {
    case 'npm':
    case 'yarn':
    case 'pnpm':
    case 'bun':
      // Scripts that run at each install may need any file.
      if (/"(?:pre|post)?install"\s*:|"prepare"\s*:|"(?:file|link|portal):/.test(text)) return 'source';
      return /ependencies"\s*:/.test(text) || text.trim() === '{}' ? 'packages' : 'nothing';
    case 'pip':
      return /^\s*(?:-e\b|--editable\b|\.|\/|file:)/m.test(text) ? 'source' : 'packages';
    case 'bundler':
      return /^\s*gemspec\b|\bpath:|:path\s*=>/m.test(text) ? 'source' : 'packages';
    case 'go':
      if (!/^\s*require\b/m.test(text)) return 'nothing';
      return compiles && paths.has(`${folder}vendor/modules.txt`) ? 'nothing' : 'packages';
    case 'dotnet':
      return !compiles || text.includes('PackageReference') ? 'packages' : 'nothing';
    default:
      return 'packages';
  }
}

/** As many manifests of one copy are read. */
const maxManifests = 20;

/** The manifests among paths that stand nearest to the root: those that an install at the top of what was copied reads. */
export function outermostManifests(install: ProjectInstall, paths: Iterable<string | null>): readonly string[] {
  const found: string[] = [];
  let depth = Infinity;
  for (const path of paths) {
    if (path === null || !install.isManifest(path)) continue;
    const own = path.split('/').length;
    if (own < depth) found.length = 0;
    depth = Math.min(depth, own);
    if (own === depth && found.length < maxManifests) found.push(path);
  }
  return found;
}
