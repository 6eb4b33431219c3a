import type { Report, ReportBaseImage } from '../../analyzer/report/report.ts';
import { shortDigests, visible } from './words.ts';

export interface ImageRow {
  readonly name: string;
  readonly repository: string;
  readonly tag: string;
  readonly pin: 'digest' | 'none' | 'tag';
  /** Other versions of the same image in this repository; empty when there are none. */
  readonly others: string;
  readonly builds: number;
  readonly uses: readonly {
    readonly build: string;
    readonly url: string;
    readonly place: string;
    readonly how: string;
  }[];
}

const how = { 'copy-from': 'COPY --from', from: 'FROM', mount: 'RUN --mount' } as const;

/** Every image from outside, most used first. */
export function imageRows(report: Report): readonly ImageRow[] {
  const builds = new Map(report.builds.map((each) => [each.id, each]));
  const versions = new Map<string, ReportBaseImage[]>();
  for (const image of report.baseImages) {
    versions.set(image.repository, [...(versions.get(image.repository) ?? []), image]);
  }
  return report.baseImages
    .map((image): ImageRow => {
      const others = (versions.get(image.repository) ?? []).filter((each) => each !== image);
      return {
        name: shortDigests(visible(image.familiar)),
        repository: visible(image.repository),
        tag: visible(image.tag),
        pin: image.digest !== '' ? 'digest' : image.tag === '' || image.tag === 'latest' ? 'none' : 'tag',
        others: visible(others.map((each) => (each.tag === '' ? each.digest.slice(0, 19) : each.tag)).join(', ')),
        builds: new Set(image.uses.map((use) => use.build)).size,
        uses: image.uses.map((use) => ({
          build: visible(builds.get(use.build)?.build.name ?? ''),
          url: `builds/${builds.get(use.build)?.slug ?? ''}.html#line=${use.line}`,
          place: visible(`${use.path}:${use.line}`),
          how: how[use.kind],
        })),
      };
    })
    .sort((a, b) => b.builds - a.builds || (a.name < b.name ? -1 : 1));
}
