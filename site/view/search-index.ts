import type { Fleet } from '../../analyzer/fleet/fleet.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { dataIsland } from './data-island.ts';
import { shortImages, shortReference, visible } from './words.ts';

/** Beyond this many, instructions are left out: builds, stages and images are what people look for first. */
const maxEntries = 20_000;
/** Files beyond these are told by the page of impact alone. */
const maxFiles = 8000;

/** `[what it is, its text, where it leads]`; short, since every page loads it. */
type Entry = readonly [kind: string, text: string, url: string];

/** The search index as a classic script: a page opened from a file may fetch nothing. */
export function searchScript(index: string): string {
  return `window.layerfallSearch=${index};\n`;
}

/** The search index as JSON. */
export function searchIndex(report: Report): string {
  const entries: Entry[] = [];
  for (const { build, dockerfile, slug } of report.builds) {
    entries.push(['build', visible(`${build.name} ${dockerfile}`), `builds/${slug}.html`]);
  }
  for (const image of report.baseImages) {
    const name = visible(image.familiar);
    const state = `filter=${encodeURIComponent(shortReference(name))}`;
    entries.push(['image', name, `base-images.html#${state}`]);
  }
  for (const { outcome, slug, build } of report.builds) {
    if (outcome.kind === 'rejected') continue;
    for (const stage of outcome.plan.stages) {
      if (stage.name === '') continue;
      entries.push(['stage', visible(`${stage.name} in ${build.name}`), `builds/${slug}.html#line=${stage.line}`]);
    }
  }
  for (const { path } of report.impact.files.slice(0, maxFiles)) {
    entries.push(['file', visible(path), `impact.html#file=${encodeURIComponent(path)}`]);
  }
  for (const { outcome, slug } of report.builds) {
    if (outcome.kind === 'rejected' || entries.length > maxEntries) continue;
    for (const { range, text } of outcome.plan.instructions) {
      entries.push(['line', visible(text.slice(0, 120)), `builds/${slug}.html#line=${range.start.line}`]);
    }
  }
  return dataIsland(entries.slice(0, maxEntries));
}

/** The search index of the overview of several repositories, as JSON. `slug`: the folder of a repository's site. */
export function fleetSearchIndex(
  { baseImages, rules }: Fleet,
  sites: readonly { readonly name: string; readonly slug: string; readonly report: Report }[],
): string {
  const filtered = (name: string): string => `index.html#filter=${encodeURIComponent(name)}`;
  const entries: Entry[] = sites.map(({ name, slug }) => ['repository', visible(name), `${slug}/index.html`]);
  for (const { repository } of baseImages) {
    const name = shortImages(visible(repository));
    entries.push(['image', name, filtered(name)]);
  }
  for (const { rule } of rules) entries.push(['rule', visible(rule), filtered(visible(rule))]);
  for (const { name, slug, report } of sites) {
    for (const { build, dockerfile, slug: page } of report.builds) {
      entries.push(['build', visible(`${build.name} ${dockerfile} in ${name}`), `${slug}/builds/${page}.html`]);
    }
  }
  return dataIsland(entries.slice(0, maxEntries));
}
