import { headingId, siteLink, type LinkOptions } from './documents.ts';

/** What is used of a token of markdown-it, which comes with Eleventy and without types. */
export interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: Token[] | null;
  readonly attrGet: (name: string) => string | null;
  readonly attrSet: (name: string, value: string) => void;
  readonly attrs: [string, string][] | null;
  hidden: boolean;
}

type Rule = (tokens: readonly Token[], index: number) => string;

/** What is used of markdown-it (github.com/markdown-it/markdown-it, docs/architecture.md). */
export interface Markdown {
  readonly set: (options: Readonly<Record<string, unknown>>) => void;
  readonly core: {
    readonly ruler: {
      readonly push: (name: string, rule: (state: { readonly env: unknown; readonly tokens: Token[] }) => void) => void;
    };
  };
  readonly renderer: { readonly rules: Record<string, Rule> };
  readonly utils: { readonly escapeHtml: (text: string) => string };
}

/**
 * Has markdown-it write what the site needs: headings that can be linked, links that lead somewhere on the site, wide tables
 * and code that scroll by themselves. `linksOf`: what is known of the page that is written, by the data it is written with.
 */
export function amendMarkdown(markdown: Markdown, linksOf: (data: unknown) => LinkOptions): void {
  // What looks like HTML is text.
  markdown.set({ html: false });
  markdown.core.ruler.push('layerfall', ({ env, tokens }) => {
    const links = linksOf(env);
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'heading_open') token.attrSet('id', headingId(tokens[index + 1]?.content ?? ''));
      alignByClass(token);
      for (const child of token.children ?? []) leadChild(child, links);
      unlink(token.children ?? []);
    }
  });
  const { rules } = markdown.renderer;
  rules['table_open'] = (tokens, index) => {
    const label = markdown.utils.escapeHtml(tableLabel(tokens, index));
    return `<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table class="plain">\n`;
  };
  rules['table_close'] = () => '</table></div>\n';
  rules['fence'] = (tokens, index) =>
    `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`;
}

/** A name that no other table of the page has: the heading above it, and its number where that has several. */
function tableLabel(tokens: readonly Token[], index: number): string {
  const before = tokens.slice(0, index);
  const heading = before.findLastIndex(({ type }) => type === 'heading_open');
  const number = before.slice(heading + 1).filter(({ type }) => type === 'table_open').length + 1;
  return `${before[heading + 1]?.content ?? 'Table'}${number === 1 ? '' : `, table ${number}`}`;
}

/** A column aligned by a style, which the site's policy forbids. */
function alignByClass(token: Token): void {
  if (token.attrs === null || token.attrGet('style') === null) return;
  const isRight = token.attrGet('style') === 'text-align:right';
  token.attrs.splice(
    token.attrs.findIndex(([name]) => name === 'style'),
    1,
  );
  if (isRight) token.attrSet('class', 'num');
}

/** Marks a link that leads nowhere with an empty address. */
function leadChild(token: Token, links: LinkOptions): void {
  const name = token.type === 'image' ? 'src' : token.type === 'link_open' ? 'href' : null;
  if (name !== null) token.attrSet(name, siteLink(token.attrGet(name) ?? '', links) ?? '');
}

/** Leaves of a link that leads nowhere its text. */
function unlink(tokens: Token[]): void {
  let isOpen = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type === 'link_open' && token.attrGet('href') === '') isOpen = true;
    else if (!isOpen || token?.type !== 'link_close') continue;
    else isOpen = false;
    tokens.splice(index--, 1);
  }
}
