import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Fleet } from '../analyzer/fleet/fleet.ts';
import type { Report } from '../analyzer/report/report.ts';
import { slugs } from '../analyzer/report/slug.ts';
import { renderSite, withEleventy } from './render.ts';
import { fleetPage } from './view/fleet-page.ts';
import { fleetSearchIndex, searchScript } from './view/search-index.ts';
import { visible } from './view/words.ts';

/** The report of a repository of a fleet, under the name that the fleet has for it. */
export interface FleetSite {
  readonly name: string;
  readonly report: Report;
}

export interface FleetOptions {
  /** The folder to write to; its other files stay. */
  readonly output: string;
  /** What the overview is called. */
  readonly title: string;
  readonly onProgress?: (text: string) => void;
}

/** A folder of the overview itself: no repository's site may be called so. */
const assets = 'assets';

/**
 * Writes the overview of several repositories, and the site of each to a folder below; answers how many pages. Nothing else
 * may run in this process meanwhile.
 */
export async function renderFleet(
  fleet: Fleet,
  sites: readonly FleetSite[],
  { output, title, onProgress }: FleetOptions,
): Promise<{ readonly pages: number }> {
  const target = resolve(output);
  const folders = slugs([assets, ...sites.map(({ name }) => name)]).slice(1);
  const named = sites.map((site, index) => ({ ...site, slug: folders[index] ?? '' }));
  let count = 0;
  for (const { name, report, slug } of named) {
    const rendered = await renderSite(
      // Under the name that the overview has for it: two repositories may have one title.
      { ...report, title: name },
      {
        output: join(target, slug),
        fleetUrl: '../index.html',
        ...(onProgress === undefined ? {} : { onProgress: (text) => onProgress(`${visible(name)}: ${text}`) }),
      },
    );
    count += rendered.pages;
  }
  const site = {
    title: visible(title),
    version: fleet.generator.version,
    documentation: '',
    fleet: fleetPage(fleet, new Map(named.map(({ name, slug }) => [name, slug]))),
  };
  mkdirSync(target, { recursive: true });
  const pages = await withEleventy('fleet', site, target, async (eleventy) => (await eleventy.write())[1].length);
  if (pages !== 1) throw new Error(`${pages} pages of the overview were written instead of 1`);
  writeFileSync(join(target, assets, 'search-index.js'), searchScript(fleetSearchIndex(fleet, named)));
  return { pages: count + pages };
}
