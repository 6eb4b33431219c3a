import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { outputFolder } from '../../analyzer/cli/output-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Writes a report made of these files to `out`. */
function write(folder: string, files: readonly string[]): void {
  const output = outputFolder(folder, 'out');
  output.clear();
  for (const file of files) {
    mkdirSync(dirname(join(output.path, file)), { recursive: true });
    writeFileSync(join(output.path, file), 'new');
  }
  output.sign();
}

function names(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

test('a folder that is not there is made', () => {
  const folder = temporaryFolder();
  write(folder, ['index.html', 'builds/a.html']);
  expect(names(join(folder, 'out'))).toEqual(['.layerfall', 'builds', 'builds/a.html', 'index.html']);
});

test('an empty folder is taken', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'out'));
  write(folder, ['index.html']);
  expect(existsSync(join(folder, 'out/index.html'))).toBe(true);
});

test.each([
  ['other files', { 'out/thesis.tex': 'years of work' }],
  ['a report that another program wrote', { 'out/index.html': 'something else' }],
])('a folder with %s is refused, and stays as it is', (_what, files) => {
  const folder = temporaryFolder(files);
  expect(() => write(folder, ['index.html'])).toThrow('out is not empty and holds no report');
  for (const [path, content] of Object.entries(files)) expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
});

test('a file in its place is refused', () => {
  expect(() => write(temporaryFolder({ out: '' }), [])).toThrow('out is no folder that a report can be written to');
});

test('an earlier report is replaced: no page of it stays, and nothing else goes', () => {
  const folder = temporaryFolder();
  write(folder, ['index.html', 'builds/old/page.html', 'builds/kept.html']);
  writeFileSync(join(folder, 'out/CNAME'), 'shop.example');
  write(folder, ['index.html', 'builds/kept.html']);
  expect(names(join(folder, 'out'))).toEqual(['.layerfall', 'CNAME', 'builds', 'builds/kept.html', 'index.html']);
  write(folder, ['index.html']);
  expect(names(join(folder, 'out'))).toEqual(['.layerfall', 'CNAME', 'index.html']);
});

test('a report that could not be finished does not block the next one', () => {
  const folder = temporaryFolder();
  const output = outputFolder(folder, 'out');
  output.clear();
  writeFileSync(join(output.path, 'index.html'), 'half');
  write(folder, ['index.html']);
  expect(readFileSync(join(folder, 'out/index.html'), 'utf8')).toBe('new');
});

test('a list of files that points elsewhere removes nothing there', () => {
  const folder = temporaryFolder({ 'secret.txt': 'mine', 'out/.layerfall': '../secret.txt\n/etc/hostname\n\n..\n.\n' });
  write(folder, ['index.html']);
  expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe('mine');
});

test('a link in the folder is refused before anything is removed', () => {
  const folder = temporaryFolder({
    'elsewhere/a.html': 'mine',
    'out/.layerfall': 'builds/a.html\nb.html\n',
    'out/b.html': 'old',
  });
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'out/builds'));
  expect(() => write(folder, ['index.html'])).toThrow('is a link');
  expect(readFileSync(join(folder, 'elsewhere/a.html'), 'utf8')).toBe('mine');
  expect(readFileSync(join(folder, 'out/b.html'), 'utf8')).toBe('old');
});
