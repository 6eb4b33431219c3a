import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baseRevision } from '../../action/base-revision.ts';
import { readEvent } from '../../action/event.ts';
import { temporaryFolder } from '../cli/temporary-folder.ts';

const [one, two] = ['1'.repeat(40), '2'.repeat(40)];

/** The event of a text, as the runner hands it over. */
function eventOf(text: string) {
  return readEvent({ GITHUB_EVENT_PATH: join(temporaryFolder({ 'event.json': text }), 'event.json') });
}

/** Knows every revision, and nothing else. */
const git = (words: readonly string[]): string | null => (words[0] === 'rev-parse' ? 'known' : null);

test.each([
  ['a push is compared with what it replaces', { before: one, after: two }, one],
  ['a merge group with its base', { merge_group: { base_sha: one } }, one],
  ['a pull request with its base', { before: two, pull_request: { number: 1, base: { sha: one } } }, one],
  ['a new branch with nothing', { before: '0'.repeat(40) }, ''],
  ['a run by hand with nothing', { inputs: {} }, ''],
  ['a schedule with nothing', { schedule: '0 0 * * *' }, ''],
  ['what is no commit with nothing', { before: '--upload-pack=touch hit' }, ''],
  ['what is no text with nothing', { before: { sha: one }, pull_request: [] }, ''],
])('%s', (_what, event, revision) => {
  const base = baseRevision('', eventOf(JSON.stringify(event)), git);
  expect(base.kind === 'revision' ? base.revision : '').toBe(revision);
});

test.each([
  ['{ "pull_request": { "number": 12 } }', 12],
  ['{ "pull_request": { "number": "12/../13" } }', null],
  ['{ "pull_request": { "number": -1 } }', null],
  ['{ "pull_request": null }', null],
  ['[]', null],
  ['no JSON', null],
])('%s is pull request %s', (text, number) => {
  expect(eventOf(text).pullRequest).toBe(number);
});

test('no event is none', () => {
  expect(readEvent({}).pullRequest).toBeNull();
});
