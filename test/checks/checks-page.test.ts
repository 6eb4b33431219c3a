import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checksPage, checksPagePath } from '../../scripts/checks-page.ts';

test('the page of the checks is what their table says: npm run checks writes it anew', async () => {
  expect(readFileSync(checksPagePath, 'utf8')).toBe(await checksPage());
});
