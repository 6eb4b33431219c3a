import type { CacheGraph } from '../../cache/cache-graph.ts';
import { graphVertices } from '../../cache/make-cache-graph.ts';
import { rangeOf, runSteps, takesFiles, takings, verticesBelow, type Taking } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { costOf, fileEdit, standingOn } from '../cost.ts';
import { noCost } from '../finding.ts';
import { isIndependentOfSource } from '../plain-programs.ts';
import { readInstall, type Install, type ProjectInstall } from '../installs.ts';
import { manifestText, needOf, outermostManifests } from '../manifest.ts';
import { runCommands } from '../run-commands.ts';
import { isSourceFile } from '../source-files.ts';
import type { ExecVertex } from '../../plan/vertex.ts';

/** A dependency install below a COPY of all the source: each edit installs everything again. */
export const broadCopyAboveInstall: Check = {
  rule: 'broad-copy-above-install',
  severity: 'warning',
  title: 'All the source is copied above the install of its dependencies',
  why: 'A RUN stands on the COPY above it: when any file that this takes changes, the builder installs all dependencies again, though none of them did.',
  mend: 'Copy only the files that name the dependencies, install, and copy the rest below that.',
  bad: {
    Dockerfile: 'FROM node:22.12\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n',
    'package.json': '{}\n',
    'server.js': '\n',
  },
  good: {
    Dockerfile:
      'FROM node:22.12\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n',
    'package.json': '{}\n',
    'package-lock.json': '{}\n',
    'server.js': '\n',
  },
  find: function* (repository) {
    for (const build of repository.builds) yield* findInBuild(build, (path) => manifestText(repository.tree, path));
  },
};

/** A RUN with what it installs. */
interface InstallStep {
  readonly vertex: ExecVertex;
  readonly installs: readonly Install[];
  /** None of its commands can need a file of the project. */
  readonly isAlone: boolean;
}

function* findInBuild(build: CheckedBuild, textOf: (path: string) => string): Iterable<CheckFinding> {
  if (!takesFiles(build)) return;
  const steps = new Map<number, InstallStep>();
  for (const { vertex } of runSteps(build)) {
    const commands = runCommands(build, vertex);
    const installs = commands.flatMap((command) => readInstall(command) ?? []);
    if (installs.length === 0) continue;
    steps.set(vertex.id, { vertex, installs, isAlone: commands.every(isIndependentOfSource) });
  }
  for (const { vertex, installs, isAlone } of steps.values()) {
    const below = verticesBelow(build, vertex.id);
    for (const install of installs) {
      const copy = install.kind === 'system' ? null : broadCopy(build, vertex, install, below, textOf);
      const whole = install.kind === 'system' && isAlone ? wholeCopy(build, below) : null;
      const found = copy ?? whole;
      if (found === null || isSecond(install, below, found.vertex, steps)) continue;
      yield finding(build, vertex, install, found);
      break;
    }
  }
}

interface BroadCopy {
  readonly vertex: number;
  /** A source file that it takes, and that the install has no need of. */
  readonly file: string;
}

/** The COPY furthest down that takes all the source; null: none does, or the install needs it. */
function broadCopy(
  build: CheckedBuild,
  vertex: ExecVertex,
  install: ProjectInstall,
  below: readonly number[],
  textOf: (path: string) => string,
): BroadCopy | null {
  if (install.compiles && vertex.mounts.some(({ type }) => type === 'CACHE')) return null;
  for (const id of below.toReversed()) {
    for (const taking of takings(build, id)) {
      const file = sourceBeside(taking, install, textOf);
      if (file !== null) return needsSource(build, install, below, textOf) ? null : { vertex: id, file };
    }
  }
  return null;
}

/** Whether the manifest that the install reads, by whatever COPY it comes, has scripts that may need any file. */
function needsSource(
  build: CheckedBuild,
  install: ProjectInstall,
  below: readonly number[],
  textOf: (path: string) => string,
): boolean {
  const paths = new Set(
    below.flatMap((id) => takings(build, id)).flatMap(({ entries }) => entries.map(({ path }) => path)),
  );
  return outermostManifests(install, paths).some((path) => needOf(install, path, textOf(path), paths) === 'source');
}

/** The copy furthest down that takes the whole context, source among it; null: none does. */
function wholeCopy(build: CheckedBuild, below: readonly number[]): BroadCopy | null {
  for (const id of below.toReversed()) {
    for (const { selector, entries } of takings(build, id)) {
      const isWhole = selector.path === '/' && selector.include.length === 0;
      // A tree of the image's own folders sets up what is installed.
      if (!isWhole || entries.some(({ below: path }) => /^(?:etc|usr)\//.test(path))) continue;
      const source = entries.find(({ kind, path }) => kind === 'file' && path !== null && isSourceFile(path));
      if (source !== undefined && source.path !== null) return { vertex: id, file: source.path };
    }
  }
  return null;
}

/** A source file of a taking that also brings the manifest, both through a folder; null: there is none. */
function sourceBeside({ entries }: Taking, install: ProjectInstall, textOf: (path: string) => string): string | null {
  const inFolders = entries.flatMap(({ kind, path, below }) => (kind === 'file' && below !== '' ? [path] : []));
  const source = inFolders.find((path) => path !== null && !install.isManifest(path) && isSourceFile(path)) ?? null;
  const manifests = source === null ? [] : outermostManifests(install, inFolders);
  if (manifests.length === 0) return null;
  const paths = new Set(entries.map(({ path }) => path));
  const needs = manifests.map((path) => needOf(install, path, textOf(path), paths));
  return needs.includes('source') || needs.every((need) => need === 'nothing') ? null : source;
}

/**
 * Whether the same manager installs further down: below the copy, this one is the second, and cheap; above the copy, that
 * one is told. Each package of a distribution is another one.
 */
function isSecond(
  install: Install,
  below: readonly number[],
  copy: number,
  steps: ReadonlyMap<number, InstallStep>,
): boolean {
  const range = install.kind === 'system' ? below.slice(0, below.indexOf(copy)) : below;
  return range.some((id) => steps.get(id)?.installs.some(({ manager }) => manager === install.manager) === true);
}

function finding(build: CheckedBuild, vertex: ExecVertex, install: Install, copy: BroadCopy): CheckFinding {
  const instruction = build.plan.vertices[copy.vertex]?.instruction ?? null;
  const line = rangeOf(build, vertex.instruction)?.start.line ?? 1;
  const place = { path: build.path, range: rangeOf(build, instruction), builds: [build.id] };
  if (install.kind === 'project' && install.compiles) {
    return {
      ...place,
      message: `Each edit of the source makes "${install.command}" on line ${line} fetch all dependencies again: no step before it has them`,
      hint: 'Above this, copy the files that name the dependencies alone and fetch them in a RUN of its own; or keep them in a cache mount.',
      // It compiles the source: it runs again either way.
      cost: noCost,
    };
  }
  return {
    ...place,
    message: `Each edit of the source makes "${install.command}" on line ${line} run again: this takes more than the install needs`,
    cost: costOf(build.graph, fileEdit(copy.file), withCopyBelow(build, vertex.id, copy.vertex)),
  };
}

/** The graph mended: the install stands on what the copy stands on, and what follows stands on both. */
function withCopyBelow({ graph, keyed }: CheckedBuild, install: number, copy: number): CacheGraph {
  const planned = graphVertices(keyed);
  const mended = new Map<number, readonly number[]>();
  const copyBelow = new Map<number, number>();
  for (const [place, { definition }] of graph.vertices.entries()) {
    const copies = definition.flatMap((input) => copyBelow.get(input) ?? []);
    if (copies.length > 0) mended.set(place, [...definition, ...copies]);
    if (planned[place] !== install) continue;
    let at = definition[0];
    while (at !== undefined && planned[at] !== copy) at = graph.vertices[at]?.definition[0];
    if (at === undefined) continue;
    copyBelow.set(place, at);
    mended.set(place, graph.vertices[at]?.definition ?? []);
  }
  return standingOn(graph, mended);
}
