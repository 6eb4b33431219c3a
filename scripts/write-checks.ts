/** Writes the documentation of the checks from their table: `npm run checks` after a change of one. */
import { writeFileSync } from 'node:fs';
import { checksPage, checksPagePath } from './checks-page.ts';

writeFileSync(checksPagePath, await checksPage());
