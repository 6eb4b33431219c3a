import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../analyzer/export/csv.ts';
import { writeDot } from '../../analyzer/export/dot.ts';
import { writeMarkdown } from '../../analyzer/export/markdown.ts';
import { reportOf, sampleNames, sampleTree } from '../report/sample-report.ts';
import { buildText } from './build-text.ts';

// `npm run golden` writes these files anew: look at what changed in them before you commit it.
describe.each(sampleNames)('samples/%s', (name) => {
  const report = reportOf(sampleTree(name), name);

  test.each(report.builds)('$id', async (build) => {
    await expect(buildText(build)).toMatchFileSnapshot(`golden/${name}/${build.slug}.txt`);
  });

  test('the summary', async () => {
    await expect(writeMarkdown(report)).toMatchFileSnapshot(`golden/${name}/summary.md`);
  });

  test('the repository graph', async () => {
    await expect(writeDot(report)).toMatchFileSnapshot(`golden/${name}/repository.dot`);
  });

  test('the table of builds', async () => {
    await expect(writeCsv(report)).toMatchFileSnapshot(`golden/${name}/builds.csv`);
  });

  test('what is noticed', async () => {
    const lines = report.notices.map(({ path, range, message }) => `${path}:${range?.start.line ?? 0}: ${message}\n`);
    await expect(lines.join('')).toMatchFileSnapshot(`golden/${name}/notices.txt`);
  });
});
