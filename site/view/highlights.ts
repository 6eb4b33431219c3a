import type { Report, ReportBuild } from '../../analyzer/report/report.ts';
import type { FindingsPage } from './findings-page.ts';
import type { ImpactPage } from './impact-page.ts';
import type { ImagesPage } from './images-page.ts';
import { plural, thousands, visible } from './words.ts';

/** One thing to know of a repository before all else, and the page that tells more of it. */
export interface Highlight {
  readonly name: string;
  /** What it is about, as it stands in a Dockerfile or a path; empty for a sentence alone. */
  readonly subject: string;
  readonly text: string;
  readonly url: string;
  /** Places to go to, one by one; empty where the page tells them. */
  readonly places: readonly { readonly name: string; readonly url: string }[];
}

interface Pages {
  readonly impact: ImpactPage;
  readonly images: ImagesPage;
  readonly findings: FindingsPage;
}

/** What a reader should look at first, in a line each; what is not there is not told. */
export function highlights(report: Report, { impact, images, findings }: Pages): readonly Highlight[] {
  return [
    rejected(report),
    costliestFile(impact),
    widestImage(images),
    longestChain(report),
    topFindings(findings),
    undeclared(report),
    missing(report),
    unreached(report),
  ].filter((each) => each !== null);
}

function rejected({ figures }: Report): Highlight | null {
  if (figures.rejected === 0) return null;
  const verb = figures.rejected === 1 ? 'is' : 'are';
  return line('Rejected', '', `${plural(figures.rejected, 'Dockerfile')} ${verb} refused by BuildKit`, '#rejected');
}

function costliestFile({ rows }: ImpactPage): Highlight | null {
  const [file] = rows;
  if (file === undefined || file.rebuilt === 0) return null;
  const text = `rebuilds ${plural(file.rebuilt, 'step')} of ${plural(file.builds, 'build')} when it changes`;
  return line('Costliest file', file.path, text, `impact.html#file=${encodeURIComponent(file.path)}`);
}

function widestImage({ rows }: ImagesPage): Highlight | null {
  const [image] = rows;
  if (image === undefined || image.reached < 2) return null;
  const text =
    image.pin === 'digest'
      ? `stands below ${plural(image.reached, 'build')}; its digest never moves`
      : `rebuilds ${plural(image.reached, 'build')} when its tag comes to name another image`;
  return line('Widest base image', image.name, text, `base-images.html#filter=${encodeURIComponent(image.name)}`);
}

function longestChain({ builds, order }: Report): Highlight | null {
  if (order.longestChain.length < 2) return null;
  const byId = new Map(builds.map((build) => [build.id, build]));
  const chain = order.longestChain.flatMap((id) => byId.get(id) ?? []);
  const names = chain.map(({ build }) => visible(build.name)).join(' → ');
  const first = chain[0]?.id ?? '';
  const text = `${plural(chain.length, 'build')} stand on each other; build them in this order`;
  return line('Longest chain', names, text, `#focus=${encodeURIComponent(`build:${first}`)}&way=down`);
}

/** The rule to begin with: what is rejected has a line of its own. */
function topFindings({ groups }: FindingsPage): Highlight | null {
  const others = groups.filter(({ rule }) => rule !== 'rejected');
  const [first] = others;
  if (first === undefined) return null;
  const count = plural(
    others.reduce((sum, group) => sum + group.count, 0),
    others.length === groups.length ? 'finding' : 'other finding',
  );
  const severity = first.severity === 'info' ? '' : `, ${first.severity}${first.count === 1 ? '' : 's'}`;
  const which = others.length === 1 ? 'all of them' : 'first';
  const text = `${count}, ${which} ${first.rule} (${thousands(first.count)}${severity})`;
  return line('Findings', '', text, `findings.html${first.url}`);
}

function undeclared({ figures, gaps }: Report): Highlight | null {
  const count = gaps.undeclaredDockerfiles.length;
  if (count === 0) return null;
  const text =
    count === figures.dockerfiles
      ? 'No file here says what is built: each Dockerfile stands for a build'
      : `${plural(count, 'Dockerfile')} that no compose file, workflow or script builds`;
  return line('Not declared', '', text, '#filter=convention');
}

function missing({ gaps }: Report): Highlight | null {
  const count = gaps.missingDockerfiles.length;
  if (count === 0) return null;
  return line('Missing', '', `${plural(count, 'declared build')} whose Dockerfile is not here`, '#notices');
}

function unreached({ builds, gaps }: Report): Highlight | null {
  const count = gaps.unreachedStages.length;
  if (count === 0) return null;
  const pageOf = new Map<string, ReportBuild>();
  for (const build of builds) if (!pageOf.has(build.dockerfile)) pageOf.set(build.dockerfile, build);
  const places = gaps.unreachedStages.map(({ displayName, dockerfile, line: at }) => ({
    name: visible(`${dockerfile}:${at} ${displayName}`),
    url: `builds/${pageOf.get(dockerfile)?.slug ?? ''}.html#line=${at}`,
  }));
  return { ...line('Unreached', '', `${plural(count, 'stage')} that no target needs`, ''), places };
}

function line(name: string, subject: string, text: string, url: string): Highlight {
  return { name, subject, text, url, places: [] };
}
