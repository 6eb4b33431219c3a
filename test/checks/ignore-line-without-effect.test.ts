import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const rule = 'ignore-line-without-effect';
const copy = ['COPY . .'];
const ignore = (line: string) => ({ '.dockerignore': `# first\n${line}\n` });
const hit = ['.dockerignore:2'];

describe(rule, () => {
  testRows(rule, [
    ['an end that only deeper files have', copy, { ...ignore('*.log'), 'a/b.log': '' }, hit],
    ['a name that only deeper files have', copy, { ...ignore('README.md'), 'a/README.md': '' }, hit],
    ['a folder of tools further down', copy, { ...ignore('__pycache__'), 'a/__pycache__/b.pyc': '' }, hit],
    ['a comment behind a pattern', copy, { ...ignore('docs # not needed'), 'docs/a': '' }, hit],
    ['a line that matches', copy, { ...ignore('*.log'), 'b.log': '', 'a/b.log': '' }, []],
    ['a line for every folder', copy, { ...ignore('**/*.log'), 'a/b.log': '' }, []],
    ['what is made before a build', copy, ignore('node_modules'), []],
    ['a folder that is another one further down', copy, { ...ignore('build'), 'src/build/a.js': '' }, []],
    ['the root, by its slash', copy, { ...ignore('/*.log'), 'a/b.log': '' }, []],
    ['an exception', copy, { ...ignore('!*.log'), 'a/b.log': '' }, []],
    ['what another line holds back', copy, { '.dockerignore': 'a\n*.log\n', 'a/b.log': '' }, []],
  ]);
});
