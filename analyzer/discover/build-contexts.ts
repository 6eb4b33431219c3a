import { committedTree } from './committed-tree.ts';
import { contextView, type ContextView } from '../context/context-view.ts';
import type { FileTree } from '../context/file-tree.ts';
import { findIgnoreFile } from '../context/find-ignore-file.ts';
import type { IgnoreFile } from '../context/ignore-file.ts';
import { readIgnoreFile } from '../context/read-ignore-file.ts';
import type { Build } from './build.ts';
import { problemAt, type DefinitionProblem } from './definition-reader.ts';

/** What builds take their files from, each folder listed once however many builds share it. */
export interface BuildContexts {
  /** A build's context by name, `context` for its own; null where its files are not here. */
  readonly viewOf: (build: Build, name: string) => ContextView | null;
  /** The text of the ignore file of a build's own context; null when there is none. */
  readonly ignoreTextOf: (build: Build) => string | null;
  /** Lines of the ignore files used so far that make BuildKit refuse a build. */
  readonly problems: () => readonly DefinitionProblem[];
}

/**
 * The contexts of builds in one tree. Named contexts have their own ignore file (frontend/dockerui/namedcontext.go).
 *
 * `readsOwnIgnoreFile`: whether the builder looks for `<Dockerfile>.dockerignore` first, as BuildKit does.
 */
export function buildContexts(tree: FileTree, readsOwnIgnoreFile = true): BuildContexts {
  const views = new Map<string, ContextView>();
  const ignoreFiles = new Map<string, IgnoreFile | null>();

  function readOnce(path: string): IgnoreFile | null {
    const known = ignoreFiles.get(path);
    if (known !== undefined) return known;
    const made = readIgnoreFile(tree, path);
    ignoreFiles.set(path, made);
    return made;
  }

  function viewOf(build: Build, name: string): ContextView | null {
    const isOwn = name === 'context';
    const folder = isOwn ? ownFolder(build) : namedFolder(build, name);
    if (folder === null || (folder !== '' && tree.stat(folder)?.kind !== 'directory')) return null;
    if (isOwn && isCloned(build)) return clonedView(build, folder);
    const path = findIgnoreFile(tree, folder, isOwn && readsOwnIgnoreFile ? build.dockerfile : null);
    const key = `${folder}\n${path ?? ''}`;
    const view = views.get(key) ?? contextView(tree, folder, path === null ? null : readOnce(path));
    views.set(key, view);
    return view;
  }

  function clonedView({ buildArgs }: Build, folder: string): ContextView {
    // source/git/source.go of BuildKit; "1" and "true" as Go's strconv.ParseBool reads them.
    const keepsGit = /^(?:1|t|true)$/i.test(buildArgs['BUILDKIT_CONTEXT_KEEP_GIT_DIR'] ?? '');
    const key = `${folder}\ncloned ${keepsGit}`;
    const view = views.get(key) ?? contextView(committedTree(tree, keepsGit), folder, null);
    views.set(key, view);
    return view;
  }

  function ignoreTextOf(build: Build): string | null {
    const folder = isCloned(build) ? null : ownFolder(build);
    const path = folder === null ? null : findIgnoreFile(tree, folder, readsOwnIgnoreFile ? build.dockerfile : null);
    const bytes = path === null ? null : tree.read(path);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }

  function problems(): readonly DefinitionProblem[] {
    return [...ignoreFiles].flatMap(([path, file]) =>
      (file?.problems ?? []).map(({ line, message }) =>
        problemAt(path, { line, column: 1 }, `BuildKit refuses this ignore file: ${message}.`),
      ),
    );
  }

  return { viewOf, ignoreTextOf, problems };
}

function ownFolder({ context }: Build): string | null {
  return context.kind === 'directory' ? context.path : null;
}

/** Nothing is held back of what BuildKit clones (frontend/dockerui/config.go of BuildKit, MainContext). */
function isCloned({ context }: Build): boolean {
  return context.kind === 'directory' && context.isCloned === true;
}

function namedFolder({ namedContexts }: Build, name: string): string | null {
  return Object.hasOwn(namedContexts, name) ? (namedContexts[name] ?? null) : null;
}
