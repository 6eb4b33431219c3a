import type { Report, ReportBaseImage, ReportBuild } from '../../analyzer/report/report.ts';
import { imageChains } from './image-chain.ts';
import { imageTakers } from './image-takers.ts';
import { shortDigests } from '../../analyzer/dockerfile/short-digests.ts';
import { shortReference, visible } from './words.ts';

export interface ImageRow {
  readonly name: string;
  readonly pin: 'digest' | 'none' | 'tag';
  /** Builds that name it. */
  readonly builds: number;
  /** Builds that another image in its place would rebuild: those that name it, and those that stand on them. */
  readonly reached: number;
  /** All of these, where some stand on it through others; at most `maxAbove`. */
  readonly above: readonly Link[];
  readonly uses: readonly { readonly url: string; readonly place: string; readonly how: string }[];
}

/** Versions of one image that are in use side by side. */
export interface DriftRow {
  readonly repository: string;
  readonly versions: readonly { readonly name: string; readonly builds: number }[];
}

/** An image that is built here and that other builds take. */
export interface MadeRow {
  readonly build: Link;
  readonly tag: string;
  /** What it stands on, the image from outside first. */
  readonly chain: readonly string[];
  readonly feeds: readonly Link[];
}

interface Link {
  readonly name: string;
  readonly url: string;
}

export interface ImagesPage {
  readonly rows: readonly ImageRow[];
  readonly drifting: readonly DriftRow[];
  readonly made: readonly MadeRow[];
  /** Whether any of those made here has a tag. */
  readonly isTagged: boolean;
}

/** As many builds above an image as are named. */
const maxAbove = 100;

const how = { 'copy-from': 'COPY --from', from: 'FROM', mount: 'RUN --mount' } as const;

/** The page of the images that builds stand on: those from outside, most used first, and those made here. */
export function imagesPage(report: Report): ImagesPage {
  const builds = new Map(report.builds.map((each) => [each.id, each]));
  const takersOf = imageTakers(report.repositoryGraph);
  const made = madeRows(report, builds);
  return {
    rows: report.baseImages
      .map((image) => imageRow(image, builds, takersOf))
      .sort((a, b) => b.reached - a.reached || b.builds - a.builds || (a.name < b.name ? -1 : 1)),
    drifting: driftRows(report.baseImages),
    made,
    isTagged: made.some(({ tag }) => tag !== ''),
  };
}

function imageRow(
  image: ReportBaseImage,
  builds: ReadonlyMap<string, ReportBuild>,
  takersOf: (node: string) => readonly string[],
): ImageRow {
  const direct = buildCount(image);
  const reached = takersOf(`image:${image.reference}`);
  return {
    name: shortReference(visible(image.familiar)),
    pin: image.digest !== '' ? 'digest' : image.tag === '' || image.tag === 'latest' ? 'none' : 'tag',
    builds: direct,
    reached: reached.length,
    above:
      reached.length <= direct
        ? []
        : reached.slice(0, maxAbove).map((node) => linkTo(builds.get(node.slice('build:'.length)))),
    uses: image.uses.map((use) => ({
      url: `builds/${builds.get(use.build)?.slug ?? ''}.html#line=${use.line}`,
      place: visible(`${use.path}:${use.line}`),
      how: how[use.kind],
    })),
  };
}

const buildCount = (image: ReportBaseImage): number => new Set(image.uses.map(({ build }) => build)).size;

function driftRows(images: readonly ReportBaseImage[]): readonly DriftRow[] {
  const byRepository = new Map<string, ReportBaseImage[]>();
  for (const image of images) {
    const versions = byRepository.get(image.repository) ?? [];
    byRepository.set(image.repository, versions);
    versions.push(image);
  }
  return [...byRepository.values()]
    .filter((versions) => versions.length > 1)
    .map((versions) => ({
      repository: visible(versions[0]?.familiar.split(/[:@](?=[^/]*$)/, 1)[0] ?? ''),
      versions: versions
        .map((image) => ({ name: versionName(image), builds: buildCount(image) }))
        .sort((a, b) => b.builds - a.builds || (a.name < b.name ? -1 : 1)),
    }))
    .sort((a, b) => b.versions.length - a.versions.length || (a.repository < b.repository ? -1 : 1));
}

function versionName({ digest, tag }: ReportBaseImage): string {
  const name = visible(tag === '' ? digest : digest === '' ? tag : `${tag}@${digest}`);
  return shortDigests(shortReference(name));
}

function madeRows(report: Report, builds: ReadonlyMap<string, ReportBuild>): readonly MadeRow[] {
  const nodes = new Map(report.repositoryGraph.nodes.map((node) => [node.id, node]));
  const feeds = new Map<string, string[]>();
  const chainOf = imageChains(report);
  for (const { from, to, kind } of report.repositoryGraph.edges) {
    const maker = kind === 'context' ? null : (nodes.get(from)?.build ?? null);
    const taker = nodes.get(to)?.build ?? null;
    if (maker === null || taker === null) continue;
    const list = feeds.get(maker);
    if (list === undefined) feeds.set(maker, [taker]);
    else if (!list.includes(taker)) list.push(taker);
  }
  return report.builds.flatMap((build): readonly MadeRow[] => {
    const takers = feeds.get(build.id);
    if (takers === undefined) return [];
    return [
      {
        build: linkTo(build),
        tag: visible(build.build.tags[0] ?? ''),
        chain: chainOf(build),
        feeds: takers.map((id) => linkTo(builds.get(id))),
      },
    ];
  });
}

function linkTo(build: ReportBuild | undefined): Link {
  return { name: visible(build?.build.name ?? ''), url: `builds/${build?.slug ?? ''}.html` };
}
