/** A page of the documentation. */
export interface DocumentPage {
  /** Of the Markdown file, relative to the repository's root. */
  readonly path: string;
  readonly text: string;
  /** Where it is published, relative to the site's root. */
  readonly url: string;
  /** As the list of pages calls it. */
  readonly title: string;
  /** Its first paragraph, as text. */
  readonly description: string;
  readonly headings: readonly Heading[];
}

/** A heading of the second level. */
interface Heading {
  readonly id: string;
  readonly text: string;
}

/** Those that come first, and what the list calls them where that is not their own heading. */
const order: readonly (readonly [path: string, title: string])[] = [
  ['README.md', 'Overview'],
  ['docs/ci/github.md', ''],
  ['docs/ci/gitlab.md', ''],
  ['docs/ci/generic.md', ''],
  ['docs/scale.md', ''],
  ['docs/checks.md', ''],
  ['docs/configuration.md', ''],
];

/** Those that come last. */
const last: readonly string[] = ['docs/benchmarks.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

/** The Markdown files of the repository as pages, in the order of their list. */
export function documentPages(files: ReadonlyMap<string, string>): readonly DocumentPage[] {
  const rank = (path: string): number => {
    const first = order.findIndex(([name]) => name === path);
    return first >= 0 ? first : last.includes(path) ? 1000 + last.indexOf(path) : 500;
  };
  return [...files]
    .map(([path, text]) => documentPage(path, text))
    .toSorted((one, other) => rank(one.path) - rank(other.path) || (one.path < other.path ? -1 : 1));
}

function documentPage(path: string, text: string): DocumentPage {
  const prose = text.replace(/^```.*?^```$/gms, '');
  const heading = /^# (.+)$/m.exec(prose)?.[1] ?? path;
  const paragraph = /^(?![#|!\s>-]|\d+\.)(?:.+\n)+/m.exec(prose)?.[0] ?? '';
  const named = order.find(([name]) => name === path)?.[1] ?? '';
  return {
    path,
    text,
    url: documentUrl(path),
    title: named === '' ? plain(heading) : named,
    description: plain(paragraph),
    headings: [...prose.matchAll(/^## (.+)$/gm)].map(([, each = '']) => ({ id: headingId(each), text: plain(each) })),
  };
}

/** `docs/ci/github.md` → `ci/github.html`; the README is the first page. */
function documentUrl(path: string): string {
  if (path === 'README.md') return 'index.html';
  return `${path
    .replace(/^docs\//, '')
    .replace(/\.md$/, '')
    .toLowerCase()}.html`;
}

/** Inline Markdown as text. */
function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The id that GitHub gives a heading: links then work in both places. */
export function headingId(text: string): string {
  return plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** What links of a page become. */
export interface LinkOptions {
  /** The page that holds the link. */
  readonly page: DocumentPage;
  readonly pages: readonly DocumentPage[];
  /** Address of the repository's files, without a slash at the end; empty: they have none. */
  readonly files: string;
}

/**
 * Where a link of a Markdown file leads on the site: to another page, to a picture, to a file of the repository; null where
 * that has no address.
 */
export function siteLink(target: string, { page, pages, files }: LinkOptions): string | null {
  if (/^(?:[a-z]+:|#)/.test(target)) return target;
  const [link = '', anchor] = target.split('#');
  const path = joined(page.path, link);
  const up = '../'.repeat(page.url.split('/').length - 1);
  const found = pages.find((each) => each.path === path);
  if (found !== undefined) return `${up}${found.url}${anchor === undefined ? '' : `#${anchor}`}`;
  if (path.startsWith('docs/images/')) return `${up}${path.slice(5)}`;
  return files === '' ? null : `${files}/${path}`;
}

/** A path relative to a file's folder, as one relative to the root. */
function joined(file: string, link: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of link.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
