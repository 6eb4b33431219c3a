import { describe, expect, test } from 'vitest';
import { documentPages, headingId, siteLink } from '../../site/docs/documents.ts';

const pages = documentPages(
  new Map([
    ['CHANGELOG.md', '# Changelog\n'],
    [
      'docs/zebra.md',
      '# Zebras & `code`\n\nThe *first* [paragraph](x.md)\nof two lines.\n\n## One\n\n```\n## none\n```\n',
    ],
    ['docs/ci/github.md', '# GitHub\n'],
    ['README.md', '# Layerfall\n\n![A picture](docs/images/a.png)\n\nWhat it is.\n'],
  ]),
);

describe('the pages', () => {
  test('stand in an order that helps', () => {
    expect(pages.map(({ url, title }) => `${url} ${title}`)).toEqual([
      'index.html Overview',
      'ci/github.html GitHub',
      'zebra.html Zebras & code',
      'changelog.html Changelog',
    ]);
  });

  test('know their first paragraph and their headings', () => {
    const [readme, , zebra] = pages;
    expect(readme?.description).toBe('What it is.');
    expect(zebra?.description).toBe('The first paragraph of two lines.');
    expect(zebra?.headings).toEqual([{ id: 'one', text: 'One' }]);
  });
});

test.each([
  ['On GitHub Pages', 'on-github-pages'],
  ['`layerfall init`, and more!', 'layerfall-init-and-more'],
  ['Über [links](x)', 'über-links'],
])('the heading %s has the id %s', (text, id) => {
  expect(headingId(text)).toBe(id);
});

const github = pages[1];

test.each([
  ['../zebra.md#one', 'https://h/o/r/blob/main', '../zebra.html#one'],
  ['../../README.md', '', '../index.html'],
  ['../images/a.png', '', '../images/a.png'],
  ['../../test/x.ts', 'https://h/o/r/blob/main', 'https://h/o/r/blob/main/test/x.ts'],
  ['../../test/x.ts', '', null],
  ['#here', '', '#here'],
  ['https://example.org/a.md', '', 'https://example.org/a.md'],
])('the link %s leads, with files at "%s", to %s', (target, files, expected) => {
  if (github === undefined) throw new Error('a page is missing');
  expect(siteLink(target, { page: github, pages, files })).toBe(expected);
});
