import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';

/** A page of the site: where it lies below its root, and its markup. */
export interface SitePage {
  readonly path: string;
  readonly html: string;
}

export interface SingleFileParts {
  /** The overview, `index.html`, is one of them. */
  readonly pages: readonly SitePage[];
  readonly style: string;
  /** Sets the theme before anything is drawn. */
  readonly themeScript: string;
  /** Shows the page that the address names: site/client/single-file.ts. */
  readonly script: string;
  /** The search index, as JSON. */
  readonly search: string;
}

const firstPage = 'index.html';

/**
 * A whole site as one page that asks for nothing: the overview stands in it as it is and can be read with scripts off; every
 * other page is packed (raw deflate, base64) and unpacked by the script when the address names it, `#/builds/api.html?step=4`.
 *
 * Its Content-Security-Policy lets run the scripts that are in it, by their digests, and nothing else.
 */
export function singleFile({ pages, style, themeScript, script, search }: SingleFileParts): string {
  const overview = pages.find(({ path }) => path === firstPage);
  if (overview === undefined) throw new Error('a site without an overview');
  const scripts = [themeScript, script].map(inScript);
  const css = style.trim().replaceAll('</', '<\\/');
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(digest).join(' ')}`,
    `style-src ${digest(css)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { title, icon, script: name, body } = partsOf(overview);
  const packed = pages
    .filter((page) => page !== overview)
    // Whoever rendered them may have been done with any first.
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((page) => {
      const parts = partsOf(page);
      const data = { title: parts.title, script: parts.script, body: parts.body };
      return island(`page ${page.path}`, pack(JSON.stringify(data)));
    });
  return `<!doctype html>
<html lang="en" data-page="${firstPage}" data-script="${name}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${icon}
<style>${css}</style>
<script>${scripts[0]}</script>
</head>
${body}
${packed.join('\n')}
${island('search index', pack(search))}
<script>${scripts[1]}</script>
</html>
`;
}

/** Nothing in a script may look like its end, or like the beginning of a comment of the page. */
function inScript(text: string): string {
  return text.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function island(id: string, data: string): string {
  return `<script type="text/plain" id="${id}">${data}</script>`;
}

function pack(text: string): string {
  return deflateRawSync(text, { level: 9 }).toString('base64');
}

interface PageParts {
  readonly title: string;
  readonly icon: string;
  /** Which of the scripts makes it move: `build`. */
  readonly script: string;
  /** The body element, its links turned into addresses of this file. */
  readonly body: string;
}

function partsOf({ path, html }: SitePage): PageParts {
  const between = (start: string, end: string): string => {
    const from = html.indexOf(start);
    const to = html.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`${path} has no ${start}`);
    return html.slice(from, to + end.length);
  };
  return {
    title: between('<title>', '</title>').slice(7, -8),
    icon: between('<link rel="icon"', '>'),
    script: /assets\/([a-z]+)\.js" defer/.exec(html)?.[1] ?? '',
    body: localLinks(between('<body>', '</body>'), path),
  };
}

/** Links between pages, and those to a place of the same page. All else in a page is escaped: no text holds such a quote. */
const link = / href="((?:\.\.\/)?[\w./-]*\.html)?(#[^"]*)?"/g;

function localLinks(body: string, path: string): string {
  return body.replace(link, (whole, target: string | undefined, state = '') => {
    if (target === undefined && (state === '' || state === '#main')) return whole;
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const page = target === undefined ? path : target.startsWith('../') ? target.slice(3) : folder + target;
    return ` href="#/${page}${state.replace('#', '?')}"`;
  });
}
