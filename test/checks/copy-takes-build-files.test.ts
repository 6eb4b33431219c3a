import { describe, expect, test } from 'vitest';
import { foundBy, lines, testRows } from './found-by.ts';

const rule = 'copy-takes-build-files';
const ignore = (text: string) => ({ '.dockerignore': text });

describe(rule, () => {
  testRows(rule, [
    ['the whole context', ['COPY . .'], ignore('*.log\n'), ['Dockerfile:2']],
    ['the whole context by ADD', ['ADD ./ /app'], ignore(''), ['Dockerfile:2']],
    ['an ignore file that lets itself through', ['COPY . .'], ignore('Dockerfile\n'), ['Dockerfile:2']],
    ['both held back', ['COPY . .'], ignore('Dockerfile\n.dockerignore\n'), []],
    ['held back by the copy itself', ['COPY --exclude=Dockerfile . .'], ignore('.dockerignore\n'), []],
    ['no ignore file, of which missing-ignore-file speaks', ['COPY . .'], {}, []],
    ['the Dockerfile asked for by name', ['COPY Dockerfile /'], ignore(''), []],
    ['another folder', ['COPY src /src'], { 'src/a': '', ...ignore('') }, []],
    ['a stage that nothing needs', ['COPY . .', 'FROM y'], ignore(''), []],
  ]);

  test('costs what an edit of the Dockerfile alone rebuilds', () => {
    const Dockerfile = lines('FROM x', 'RUN before', 'COPY . .', 'RUN after');
    const [found] = foundBy(rule, { Dockerfile, ...ignore('.dockerignore\n') });
    expect(found).toMatchObject({ cost: { steps: 2, builds: 1 }, severity: 'info' });
  });
});
