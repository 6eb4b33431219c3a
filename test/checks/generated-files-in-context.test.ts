import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const rule = 'generated-files-in-context';
const files = { 'package.json': '{"dependencies": {"a": "1"}}' };
const open = { ...files, '.dockerignore': '*.md\n' };
const steps = ['COPY . .', 'RUN npm ci'];

describe(rule, () => {
  testRows(rule, [
    ['no ignore file, of which missing-ignore-file speaks', steps, files, []],
    ['an ignore file that lets it through', steps, open, ['Dockerfile:2']],
    [
      'one for the first folder, and a package further down',
      steps,
      { 'web/package.json': files['package.json'], '.dockerignore': 'node_modules\n' },
      ['Dockerfile:2'],
    ],
    ['held back', steps, { ...files, '.dockerignore': 'node_modules\n' }, []],
    ['held back with all that is not named', steps, { ...files, '.dockerignore': '*\n!package.json\n' }, []],
    ['held back by the copy itself', ['COPY --exclude=node_modules . .', 'RUN npm ci'], open, []],
    ['part of the repository', steps, { ...open, 'node_modules/a/index.js': '' }, []],
    ['nothing is installed in the image', ['COPY . .', 'CMD ["node"]'], open, []],
    ['the package has no dependency', steps, { ...open, 'package.json': '{}' }, []],
    ['only the source is copied', ['COPY src .', 'RUN npm ci'], { ...open, 'src/a.js': '' }, []],
  ]);
});
