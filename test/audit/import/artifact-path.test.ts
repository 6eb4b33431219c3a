import fc from 'fast-check';
import { expect, test } from 'vitest';
import { artifactPath } from '../../../analyzer/audit/import/artifact-path.ts';

const root = '/home/me/shop';

test.each<[string, string, object, object, string | null]>([
  ['a relative path', 'api/Dockerfile', {}, {}, 'api/Dockerfile'],
  ['a dot in front', './api/Dockerfile', {}, {}, 'api/Dockerfile'],
  ['a way there and back', 'docs/../api//./Dockerfile', {}, {}, 'api/Dockerfile'],
  ['encoded characters', 'my%20api/Docker%23file', {}, {}, 'my api/Docker#file'],
  ['a percent sign that encodes nothing', '100%/Dockerfile', {}, {}, '100%/Dockerfile'],
  ['backslashes', 'api\\Dockerfile', {}, {}, 'api/Dockerfile'],
  ['an absolute path below the root', '/home/me/shop/api/Dockerfile', {}, {}, 'api/Dockerfile'],
  ['a file address below the root', 'file:///home/me/shop/api/Docker%20file', {}, {}, 'api/Docker file'],
  ['a file address with a host', 'file://localhost/home/me/shop/Dockerfile', {}, {}, 'Dockerfile'],
  ['an absolute path elsewhere', '/home/me/shopping/Dockerfile', {}, {}, null],
  ['an absolute path that leads out', '/home/me/shop/../Dockerfile', {}, {}, null],
  ['a way out', '../shop/Dockerfile', {}, {}, null],
  ['a way out further down', 'a/../../Dockerfile', {}, {}, null],
  ['an address', 'https://example.com/Dockerfile', {}, {}, null],
  ['another scheme', 'git:Dockerfile', {}, {}, null],
  ['a base that is not said', 'Dockerfile', { uriBaseId: 'ROOTPATH' }, {}, 'Dockerfile'],
  ['a base at the root', 'Dockerfile', { uriBaseId: 'R' }, { R: { uri: 'file:///home/me/shop/' } }, 'Dockerfile'],
  [
    'a base below the root',
    'Dockerfile',
    { uriBaseId: 'R' },
    { R: { uri: 'file:///home/me/shop/api/' } },
    'api/Dockerfile',
  ],
  [
    'a base in a container',
    'api/Dockerfile',
    { uriBaseId: 'R' },
    { R: { uri: 'file:///github/workspace/' } },
    'api/Dockerfile',
  ],
  ['a base that is nonsense', 'Dockerfile', { uriBaseId: '__proto__' }, { R: 1 }, 'Dockerfile'],
  ['a NUL', 'a%00b', {}, {}, null],
  ['nothing', '', {}, {}, null],
])('%s', (_what, uri, location, bases, path) => {
  expect(artifactPath({ uri, ...location }, root, bases)).toBe(path);
});

test('on Windows', () => {
  expect(artifactPath({ uri: 'file:///C:/shop/api/Dockerfile' }, 'C:/shop', {})).toBe('api/Dockerfile');
  expect(artifactPath({ uri: 'C:\\shop\\api\\Dockerfile' }, 'C:/shop', {})).toBe('api/Dockerfile');
  expect(artifactPath({ uri: 'D:/shop/Dockerfile' }, 'C:/shop', {})).toBeNull();
});

test.each([[undefined], [null], [{}], [{ uri: 3 }], [[]], ['Dockerfile']])('no path is in %j', (location) => {
  expect(artifactPath(location, root, undefined)).toBeNull();
});

test('never leads out of the repository', () => {
  const part = fc.constantFrom('..', '.', '', 'a', '/', 'file:///', '%2e%2e', '\\', 'C:', '%2F');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('', '/'), (parts, join) => {
      const path = artifactPath({ uri: parts.join(join) }, root, {});
      expect(path === null || (!path.startsWith('/') && !path.split('/').includes('..'))).toBe(true);
    }),
  );
});
