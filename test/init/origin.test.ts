import { expect, test } from 'vitest';
import { startOf } from '../../analyzer/init/origin.ts';

const commit = 'a'.repeat(40);

test.each([
  [
    'a repository of GitHub by its commit',
    `git+ssh://git@github.com/owner/layerfall.git#${commit}`,
    `npx --yes git+https://github.com/owner/layerfall.git#${commit}`,
  ],
  [
    'another repository by its address',
    `git+https://git.example/tools/layerfall.git#${commit}`,
    `npx --yes git+https://git.example/tools/layerfall.git#${commit}`,
  ],
  [
    'a package of a registry by its release',
    'https://registry.npmjs.org/layerfall/-/layerfall-1.2.3.tgz',
    'npx --yes layerfall@1.2.3',
  ],
  ['a packed file by its release', 'file:layerfall-1.2.3.tgz', 'npx --yes layerfall@1.2.3'],
  ['a checkout by its release', '', 'npx --yes layerfall@1.2.3'],
])('%s', (_what, resolved, run) => {
  expect(startOf(resolved, '1.2.3')).toBe(run);
});
