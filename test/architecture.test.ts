import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What each room may import of ours, and why not more. Rooms that are not named here do not exist. */
const rooms: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  'analyzer/dockerfile': { may: [], because: 'text to instructions: it knows nothing of what is done with them' },
  'analyzer/shell': { may: [], because: 'what a script runs is read of scripts and of RUN alike' },
  'analyzer/context': { may: ['analyzer/dockerfile'], because: 'which files a path means does not depend on the plan' },
  'analyzer/plan': {
    may: ['analyzer/dockerfile', 'analyzer/context'],
    because: 'a plan is made from instructions; the check CopyIgnoredFile also asks the ignore file',
  },
  'analyzer/context-use': {
    may: ['analyzer/dockerfile', 'analyzer/context', 'analyzer/plan'],
    because: 'it tells which steps of a plan take which files of a context',
  },
  'analyzer/graph': {
    may: ['analyzer/dockerfile', 'analyzer/plan', 'analyzer/discover'],
    because: 'graphs are drawn of builds and their plans; of discover it takes the type of a build',
  },
  'analyzer/cache': {
    may: ['analyzer/dockerfile', 'analyzer/plan', 'analyzer/graph', 'analyzer/context'],
    because: 'verdicts need plans and files, and run in the browser',
  },
  'analyzer/checks': {
    may: [
      'analyzer/dockerfile',
      'analyzer/shell',
      'analyzer/plan',
      'analyzer/graph',
      'analyzer/context',
      'analyzer/context-use',
      'analyzer/cache',
    ],
    because: 'a check looks at the model and at nothing else',
  },
  'analyzer/discover': {
    may: ['analyzer/dockerfile', 'analyzer/shell', 'analyzer/plan', 'analyzer/context'],
    because: 'builds are found before they are planned, by what their Dockerfiles copy',
  },
  'analyzer/configuration': {
    may: ['analyzer/dockerfile', 'analyzer/graph', 'analyzer/discover'],
    because: 'it reads what a repository says of itself; of graph it takes the type of a rule',
  },
  'analyzer/init': {
    may: ['analyzer/configuration', 'analyzer/dockerfile', 'analyzer/graph', 'analyzer/context', 'analyzer/discover'],
    because: 'what sets Layerfall up is made of the builds that are found, and of what is known of the repository',
  },
  'analyzer/affected': {
    may: [
      'analyzer/configuration',
      'analyzer/dockerfile',
      'analyzer/plan',
      'analyzer/graph',
      'analyzer/context',
      'analyzer/cache',
      'analyzer/discover',
      'analyzer/export',
    ],
    because: 'what a change of a repository rebuilds is asked of all that is known of it; of export it takes Markdown',
  },
  'analyzer/report': {
    may: [
      'analyzer/dockerfile',
      'analyzer/plan',
      'analyzer/graph',
      'analyzer/context',
      'analyzer/cache',
      'analyzer/checks',
      'analyzer/discover',
    ],
    because: 'the report gathers what all the rooms before it found',
  },
  'analyzer/shard': {
    may: ['analyzer/context', 'analyzer/cache', 'analyzer/discover', 'analyzer/report', 'analyzer/audit'],
    because: 'shares of a report are made of builds and put together by its own assembly',
  },
  'analyzer/audit': {
    may: [
      'analyzer/dockerfile',
      'analyzer/context',
      'analyzer/plan',
      'analyzer/discover',
      'analyzer/checks',
      'analyzer/configuration',
      'analyzer/report',
    ],
    because: 'what becomes of findings is decided by the report, the configuration and what else was handed in',
  },
  'analyzer/compare': {
    may: ['analyzer/dockerfile', 'analyzer/report', 'analyzer/checks', 'analyzer/plan', 'analyzer/export'],
    because: 'what differs is a function of two reports; the cache model is asked by who calls',
  },
  'analyzer/fleet': {
    may: ['analyzer/dockerfile', 'analyzer/report', 'analyzer/checks', 'analyzer/export'],
    because: 'what repositories have in common is a function of their reports',
  },
  'analyzer/export': {
    may: ['analyzer/report', 'analyzer/checks', 'analyzer/dockerfile'],
    because: 'a format is a function of the report',
  },
  'site/layout': { may: ['analyzer/report'], because: 'positions are a function of the report' },
  'site/view': {
    may: [
      'analyzer/compare',
      'analyzer/fleet',
      'site/layout',
      'analyzer/report',
      'analyzer/checks',
      'analyzer/dockerfile',
      'analyzer/plan',
      'analyzer/discover',
    ],
    because:
      'a page is a function of the report; of the checks it takes what they say of themselves, of other rooms types',
  },
  'site/docs': { may: ['site/client'], because: 'the documentation is made of Markdown; it shares the theme switch' },
  'site/client': {
    may: ['analyzer/cache', 'analyzer/report', 'site/layout', 'site/view'],
    because: 'the browser asks the cache model itself, and lays out anew what moves, in the same words',
  },
};

/** Rooms that touch nothing but what they are handed: no file, no process, no clock. */
const pure = Object.keys(rooms).filter((room) => room !== 'analyzer/discover' && room !== 'analyzer/affected');

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
    file,
    target: target.startsWith('.') ? relative('.', join(dirname(file), target)) : target,
  }));
}

const roomOf = (path: string): string => path.split('/').slice(0, 2).join('/');
const files = [...sources('analyzer'), ...sources('site')];

describe('the house', () => {
  test.each(Object.entries(rooms))('%s imports only what it may', (room, { may, because }) => {
    const wrong = files
      .filter((file) => roomOf(file) === room)
      .flatMap(importsOf)
      .filter(
        ({ target }) => /^(?:analyzer|site)\//.test(target) && roomOf(target) !== room && !may.includes(roomOf(target)),
      )
      .map(({ file, target }) => `${file} imports ${target}, but ${because}`);
    expect(wrong).toEqual([]);
  });

  test.each(pure)('%s uses nothing of Node', (room) => {
    const wrong = files
      .filter((file) => roomOf(file) === room)
      .filter((file) => importsOf(file).some(({ target }) => target.startsWith('node:')))
      .concat(
        files.filter(
          (file) => roomOf(file) === room && /\bprocess\.|\bDate\.now|\bMath\.random/.test(readFileSync(file, 'utf8')),
        ),
      );
    expect(wrong).toEqual([]);
  });

  test('no two rooms may need each other, by whatever way round', () => {
    const pending = new Set(Object.keys(rooms));
    // Takes away, again and again, the rooms that need none of those left: what stays goes in circles.
    for (;;) {
      const free = [...pending].filter((room) => !rooms[room]?.may.some((other) => pending.has(other)));
      if (free.length === 0) break;
      for (const room of free) pending.delete(room);
    }
    expect([...pending]).toEqual([]);
  });

  test('every room is in the table', () => {
    const known = new Set([...Object.keys(rooms), 'analyzer/cli']);
    const found = files.filter((file) => file.split('/').length > 2).map(roomOf);
    expect([...new Set(found)].filter((room) => !known.has(room))).toEqual([]);
  });

  test('no module is longer than three hundred lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
  });

  test.each([
    ['dockerfile-ast', 'analyzer/dockerfile/dockerfile-ast.ts'],
    ['@dagrejs/dagre', 'site/layout/dagre.ts'],
    ['@11ty/eleventy', 'site/render.ts'],
    ['highlight.js', 'site/view/highlight.ts'],
  ])('%s is wrapped in one file', (library, wrapper) => {
    const users = files.filter((file) =>
      importsOf(file).some(({ target }) => target === library || target.startsWith(`${library}/`)),
    );
    expect(users).toEqual([wrapper]);
  });
});
