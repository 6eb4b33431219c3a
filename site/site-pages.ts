import type { Report } from '../analyzer/report/report.ts';
import type { Comparison } from '../analyzer/compare/comparison.ts';
import { buildPage } from './view/build-page.ts';
import { comparePage } from './view/compare-page.ts';
import { findingsPage } from './view/findings-page.ts';
import { impactPage } from './view/impact-page.ts';
import { imageTakers } from './view/image-takers.ts';
import { imagesPage } from './view/images-page.ts';
import { overviewPage } from './view/overview-page.ts';
import { sharedPage } from './view/shared-page.ts';
import { searchIndex } from './view/search-index.ts';
import { highlights } from './view/highlights.ts';
import { visible } from './view/words.ts';

interface SiteOptions {
  readonly basePath?: string;
  readonly documentation?: string;
  readonly fleetUrl?: string;
  /** What differs from a base: there is a page of it then. */
  readonly comparison?: Comparison;
  readonly onProgress?: (text: string) => void;
}

/** All that the templates are given, under the name `site`. */
export function sitePages(report: Report, options: SiteOptions) {
  let done = 0;
  const takersOf = imageTakers(report.repositoryGraph);
  const impact = impactPage(report);
  const images = imagesPage(report);
  const findings = findingsPage(report);
  return {
    title: visible(report.title),
    version: report.generator.version,
    overview: overviewPage(report),
    highlights: highlights(report, { impact, images, findings }),
    impact,
    shared: sharedPage(report),
    images,
    findings,
    // One page or none, as its template takes them.
    comparison: options.comparison === undefined ? [] : [comparePage(options.comparison, report)],
    // Made when its template asks for it: hundreds of laid out graphs need not stand in memory together.
    builds: report.builds.map((build) => ({
      slug: build.slug,
      page: () => {
        options.onProgress?.(`Writing pages: ${++done} of ${report.builds.length}`);
        return buildPage(report, build, takersOf(`build:${build.id}`).length);
      },
    })),
    basePath: options.basePath ?? '',
    documentation: options.documentation ?? '',
    fleetUrl: options.fleetUrl ?? '',
    search: searchIndex(report),
    counts: {
      findings: report.figures.findings,
      images: report.baseImages.length,
      differ: options.comparison?.builds.length ?? 0,
    },
  };
}
