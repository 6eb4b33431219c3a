import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const rule = 'generated-files-in-context';
const files = { 'package.json': '{"dependencies": {"a": "1"}}' };
const steps = ['COPY . .', 'RUN npm ci'];

describe(rule, () => {
  testRows(rule, [
    ['no ignore file', steps, files, ['Dockerfile:2']],
    ['an ignore file that lets it through', steps, { ...files, '.dockerignore': '*.md\n' }, ['Dockerfile:2']],
    [
      'one for the first folder, and a package further down',
      steps,
      { 'web/package.json': files['package.json'], '.dockerignore': 'node_modules\n' },
      ['Dockerfile:2'],
    ],
    ['held back', steps, { ...files, '.dockerignore': 'node_modules\n' }, []],
    ['held back with all that is not named', steps, { ...files, '.dockerignore': '*\n!package.json\n' }, []],
    ['held back by the copy itself', ['COPY --exclude=node_modules . .', 'RUN npm ci'], files, []],
    ['part of the repository', steps, { ...files, 'node_modules/a/index.js': '' }, []],
    ['nothing is installed in the image', ['COPY . .', 'CMD ["node"]'], files, []],
    ['the package has no dependency', steps, { 'package.json': '{}' }, []],
    ['only the source is copied', ['COPY src .', 'RUN npm ci'], { ...files, 'src/a.js': '' }, []],
  ]);
});
