import { contextPath } from '../context/context-view.ts';
import type { FileTree } from '../context/file-tree.ts';
import { runSteps, takesFiles, takings, type UsedStep } from './chain.ts';
import type { CheckedBuild } from './checked-repository.ts';
import { isHeldBack } from './ignored-paths.ts';
import { readInstall } from './installs.ts';
import { runCommands } from './run-commands.ts';

/**
 * The node_modules that a COPY would take along, as a path in the context, once an install has left it beside the package.json
 * that the COPY takes with the rest of a folder; null: it would take none.
 */
export function generatedFolderTaken(build: CheckedBuild, step: UsedStep['step'], tree: FileTree): string | null {
  const { view } = build;
  if (view === null || (step.kind !== 'COPY' && step.kind !== 'ADD')) return null;
  // An image that installs nothing may well need what was installed outside.
  if (!takesFiles(build) || !installsPackages(build)) return null;
  for (const { entries, selector } of step.vertices.flatMap((each) => takings(build, each))) {
    // With patterns of its own, a copy may hold it back itself.
    if (selector.exclude.length > 0 || selector.include.length > 0) continue;
    const manifest = entries.find(({ path, below }) => below !== '' && /(?:^|\/)package\.json$/.test(path ?? ''));
    if (manifest?.path === null || manifest?.path === undefined) continue;
    const folder = contextPath(view, manifest.path).replace(/package\.json$/, 'node_modules');
    // What is there stands in the repository on purpose.
    if (view.places.has(folder) || isHeldBack(view, folder) || !namesDependencies(tree.read(manifest.path))) continue;
    return folder;
  }
  return null;
}

function installsPackages(build: CheckedBuild): boolean {
  for (const { vertex } of runSteps(build)) {
    const installs = runCommands(build, vertex).map(readInstall);
    if (installs.some((install) => /^(?:npm|yarn|pnpm|bun)$/.test(install?.manager ?? ''))) return true;
  }
  return false;
}

function namesDependencies(bytes: Uint8Array | null): boolean {
  return (
    bytes !== null && bytes.length < 1_000_000 && /ependencies"\s*:\s*\{\s*"/.test(new TextDecoder().decode(bytes))
  );
}
