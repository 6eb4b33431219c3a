import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import { visible } from './words.ts';

hljs.registerLanguage('bash', bash);
hljs.registerLanguage('dockerfile', dockerfile);

/** Longer than a page would be read for its colours: such a text is shown without them. */
const maxLength = 200_000;

/**
 * The lines of a Dockerfile as HTML, everything in it escaped, with the classes of highlight.js; each line closes what it
 * opens. Colours start anew at the lines `starts` (from 1, ascending): a quote that highlight.js misreads in one instruction
 * does not colour the next.
 */
export function highlightLines(text: string, starts: readonly number[] = []): readonly string[] {
  const shown = visible(text.replace(/\r\n/g, '\n').replace(/\n$/, ''), true);
  const lines = shown.split('\n');
  if (shown.length > maxLength) return lines.map(escapeHtml);
  const cuts = [1, ...starts.filter((start) => start > 1 && start <= lines.length), lines.length + 1];
  return cuts.slice(0, -1).flatMap((cut, place) => {
    const piece = lines.slice(cut - 1, (cuts[place + 1] ?? cut) - 1);
    if (piece.length === 0) return [];
    const { value } = hljs.highlight(piece.join('\n'), { language: 'dockerfile', ignoreIllegals: true });
    return closeLines(value);
  });
}

/** highlight.js lets a span run over line ends: each line gets what is open at its start, and closes it at its end. */
function closeLines(html: string): readonly string[] {
  const open: string[] = [];
  return html.split('\n').map((line) => {
    const start = open.join('');
    for (const [tag] of line.matchAll(/<span class="[^"]*">|<\/span>/g)) {
      if (tag === '</span>') open.pop();
      else open.push(tag);
    }
    return `${start}${line}${'</span>'.repeat(open.length)}`;
  });
}

/** A text as HTML that shows just that text. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
