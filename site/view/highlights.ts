import type { Finding } from '../../analyzer/checks/finding.ts';
import type { Report, ReportBuild } from '../../analyzer/report/report.ts';
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

/** What a reader should look at first, in a line each; what is not there is not told. */
export function highlights(report: Report, impact: ImpactPage, images: ImagesPage): readonly Highlight[] {
  return [
    rejected(report),
    costliestFile(impact),
    widestImage(images),
    longestChain(report),
    topFindings(report.findings.filter(({ acceptance, rule }) => acceptance === null && rule !== 'rejected')),
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

function topFindings(findings: readonly Finding[]): Highlight | null {
  if (findings.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const [top] = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const most = top === undefined || counts.size === 1 ? '' : `, most of them ${top[0]} (${thousands(top[1])})`;
  const only = counts.size === 1 ? `, all of them ${top?.[0] ?? ''}` : '';
  return line('Findings', '', `${plural(findings.length, 'finding')}${most}${only}`, 'findings.html');
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
