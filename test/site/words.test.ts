import { describe, expect, test } from 'vitest';
import { dataIsland } from '../../site/view/data-island.ts';
import { highlightLines } from '../../site/view/highlight.ts';
import { shortDigests } from '../../analyzer/dockerfile/short-digests.ts';
import { bytes, plural, shortImages, thousands, visible } from '../../site/view/words.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_340, '12.3 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2_500_000_000, '2.5 GB'],
])('%i bytes are %s', (count, text) => {
  expect(bytes(count)).toBe(text);
});

test.each([
  [1, '1 file'],
  [2, '2 files'],
  [1200, '1\u202F200 files'],
])('%i: %s', (count, text) => {
  expect(plural(count, 'file')).toBe(text);
});

test('digits stand in threes', () => {
  expect(thousands(1_234_567)).toBe('1\u202F234\u202F567');
});

test.each([
  ['FROM docker.io/library/node:22', 'FROM node:22'],
  ['docker.io/bitnami/redis', 'bitnami/redis'],
  ['ghcr.io/docker.io/x', 'ghcr.io/docker.io/x'],
])('%s is shown as %s', (text, shown) => {
  expect(shortImages(text)).toBe(shown);
});

test('a digest is cut to what docker shows', () => {
  expect(shortDigests(`a@sha256:0123456789ab${'c'.repeat(52)}`)).toBe('a@sha256:0123456789ab…');
});

describe('characters that cannot be seen', () => {
  test.each([
    ['\u0000', '‹00›'],
    ['\u001B', '‹1B›'],
    ['\u202E', '‹202E›'],
    ['\uFEFF', '‹FEFF›'],
    ['\n', '‹0A›'],
    ['\t', '\t'],
    ['é 漢 🙂', 'é 漢 🙂'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('line ends stay where lines are shown', () => {
    expect(visible('a\nb', true)).toBe('a\nb');
  });
});

describe('data in a page', () => {
  test.each(['</script>', '<!--', '\u2028', '\u2029', '__proto__'])(
    '%j neither ends the element nor a line',
    (text) => {
      const island = dataIsland({ [text]: text });
      expect(island).not.toMatch(/[<\u2028\u2029]/);
      expect(JSON.parse(island)[text]).toBe(text);
    },
  );
});

describe('the lines of a Dockerfile', () => {
  const plain = (html: string): string =>
    html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');

  test.each([
    'FROM a AS b\nRUN echo "x" \\\n  && y\n',
    'RUN <script>alert(1)</script>\n',
    '# </span></code>\nENV A="<b>"\n',
    'RUN <<EOF\n"open quote\nEOF\nRUN b',
    '',
  ])('%j are all there, escaped', (text) => {
    const lines = highlightLines(text);
    expect(lines.map(plain).join('\n')).toBe(text.replace(/\n$/, ''));
    for (const line of lines) {
      expect(line.match(/<span/g)?.length ?? 0).toBe(line.match(/<\/span>/g)?.length ?? 0);
      expect(line.replace(/<\/?span[^<>]*>/g, '')).not.toMatch(/[<>]/);
    }
  });

  test('a quote left open in one instruction does not colour the next', () => {
    const [, colored] = highlightLines('RUN echo "open\nRUN true\n', [1, 2]);
    expect(colored).toContain('hljs-keyword');
  });
});
