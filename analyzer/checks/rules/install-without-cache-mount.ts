import type { FileTree } from '../../context/file-tree.ts';
import { rangeOf, runSteps, takesFiles, takings, verticesBelow } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { readInstall, type ProjectInstall } from '../installs.ts';
import { manifestText, needOf, outermostManifests } from '../manifest.ts';
import { runCommands } from '../run-commands.ts';

/** An install that downloads everything again when one dependency changes. */
export const installWithoutCacheMount: Check = {
  rule: 'install-without-cache-mount',
  severity: 'info',
  title: 'An install downloads everything again when one dependency changes',
  why: 'When the file that names the dependencies changes, the layer of the last install is of no use, and all are downloaded again. A cache mount keeps what the package manager has downloaded from build to build, and out of the image.',
  mend: 'Mount the folder in which the package manager keeps its downloads with RUN --mount=type=cache.',
  bad: {
    Dockerfile: 'FROM python:3.13\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
    'requirements.txt': 'flask==3.0.3\n',
  },
  good: {
    Dockerfile:
      'FROM python:3.13\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n',
    'requirements.txt': 'flask==3.0.3\n',
  },
  find: function* ({ builds, tree }) {
    for (const build of builds) yield* findInBuild(build, tree);
  },
};

/** Where package managers keep what they download, for root. */
const folders: ReadonlyMap<string, string> = new Map([
  ['npm', '/root/.npm'],
  ['yarn', '/usr/local/share/.cache/yarn'],
  ['pnpm', '/root/.local/share/pnpm/store'],
  ['bun', '/root/.bun/install/cache'],
  ['pip', '/root/.cache/pip'],
  ['pipenv', '/root/.cache/pip'],
  ['poetry', '/root/.cache/pypoetry'],
  ['uv', '/root/.cache/uv'],
  ['go', '/go/pkg/mod'],
  ['cargo', '/usr/local/cargo/registry'],
  ['maven', '/root/.m2'],
  ['gradle', '/root/.gradle'],
  ['dotnet', '/root/.nuget/packages'],
  ['composer', '/tmp/cache'],
  ['bundler', '/usr/local/bundle/cache'],
]);

/** What these download is where later steps look for it: they need the mount, too. */
const isNeededLater = new Set(['cargo', 'dotnet', 'go', 'gradle', 'maven']);

/** Flags with which a package manager keeps no downloads: of pip, and of uv and poetry. */
const keepsNothing = new Set(['--no-cache-dir', '--no-cache']);

/** As many RUNs of one build are looked at. */
const maxLooked = 20;

function* findInBuild(build: CheckedBuild, tree: FileTree): Iterable<CheckFinding> {
  // Nobody knows where the package managers of Windows keep what they download, and no cache mount is to be had there.
  if (!takesFiles(build) || isWindows(build)) return;
  /** RUNs that install, by manager: what stands on one of them finds its downloads there. */
  const before = new Map<string, Set<number>>();
  let looked = 0;
  for (const { vertex } of runSteps(build)) {
    if (vertex.mounts.some(({ type, input, dest }) => type === 'CACHE' || (input >= 0 && dest !== '/'))) continue;
    const commands = runCommands(build, vertex);
    const installs = commands.flatMap((command) => {
      const install = readInstall(command);
      return install?.kind === 'project' ? [install] : [];
    });
    if (installs.length === 0 || ++looked > maxLooked) continue;
    const found = installs.find((install) => takesManifest(build, vertex.id, install, tree));
    const folder = folders.get(found?.manager ?? '');
    if (found === undefined || folder === undefined) continue;
    const earlier = before.get(found.manager) ?? new Set<number>();
    before.set(found.manager, earlier.add(vertex.id));
    if (isNeededLater.has(found.manager) && verticesBelow(build, vertex.id).some((id) => earlier.has(id))) continue;
    const later = isNeededLater.has(found.manager) ? ' Every RUN that builds with them needs the same mount.' : '';
    const flag = commands.flatMap(({ args }) => args).find((arg) => keepsNothing.has(arg));
    const without = flag === undefined ? '' : ` Leave ${flag} out: with it, nothing is kept there.`;
    yield {
      message: `"${found.command}" downloads everything again when one dependency changes`,
      hint: `Write RUN --mount=type=cache,target=${folder} (for root; another user has another folder).${without}${later}`,
      path: build.path,
      range: rangeOf(build, vertex.instruction),
      builds: [build.id],
      cost: noCost,
    };
  }
}

/** As far as it can be told without the images: nothing else says so in a Dockerfile for Windows. */
function isWindows({ path, uses }: CheckedBuild): boolean {
  return /windows/i.test(path) || uses.some(({ reference, kind }) => kind === 'from' && /windows/.test(reference));
}

/** Whether a manifest that names anything comes from the context: else the install is not made again for it. */
function takesManifest(build: CheckedBuild, id: number, install: ProjectInstall, tree: FileTree): boolean {
  const paths = new Set<string | null>();
  for (const below of verticesBelow(build, id)) {
    for (const { entries } of takings(build, below)) for (const { path } of entries) paths.add(path);
  }
  return outermostManifests(install, paths).some(
    (path) => needOf(install, path, manifestText(tree, path), paths) !== 'nothing',
  );
}
