import { describe, expect, test } from 'vitest';
import { foundBy, lines, testRows } from './found-by.ts';

const rule = 'secret-file-in-context';
const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n';
const copy = ['COPY . .'];

describe(rule, () => {
  testRows(rule, [
    ['a key', copy, { 'deploy/id_rsa': key }, ['Dockerfile:2']],
    ['a key in a file of certificates', copy, { 'server.pem': key }, ['Dockerfile:2']],
    [
      'a token of a registry',
      copy,
      { '.npmrc': '//registry.npmjs.org/:_authToken=npm_0123456789abcdefghij\n' },
      ['Dockerfile:2'],
    ],
    ['a service account', copy, { 'account.json': '{"private_key": "-----BEGIN PRIVATE KEY-----"}' }, ['Dockerfile:2']],
    ['settings', copy, { '.env': 'A=1\nAPI_TOKEN=f3a9b2c4d5e6f7a8b9c0\n' }, ['Dockerfile:2']],
    ['one that no step copies: the file itself', ['COPY a /'], { a: '', 'deploy/id_rsa': key }, ['deploy/id_rsa']],
    ['a certificate', copy, { 'server.pem': '-----BEGIN CERTIFICATE-----\n' }, []],
    ['a token from the environment', copy, { '.npmrc': '//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n' }, []],
    ['settings to fill in', copy, { '.env': 'API_TOKEN=put-your-token-here-123\nPASSWORD=\n' }, []],
    ['settings that are no secrets', copy, { '.env': 'PORT=8080\nIMAGE_NAME=a1b2c3d4e5f6a7b8c9\n' }, []],
    ['a key for tests', copy, { 'testdata/server.key': key }, []],
    ['an example', copy, { 'examples/server.key': key }, []],
    ['held back', copy, { '.dockerignore': '*.key\n', 'server.key': key }, []],
    ['larger than any key', copy, { 'big.pem': key + 'x'.repeat(70_000) }, []],
    ['bytes that are no text', copy, { id_rsa: new Uint8Array([0xff, 0xfe, 0x00]) }, []],
  ]);

  test('several that one step copies are told once', () => {
    const found = foundBy(rule, { Dockerfile: lines('FROM x', 'COPY . .'), id_rsa: key, 'b.pem': key, 'c.pem': key });
    expect(found.map(({ message }) => message)).toEqual([
      'This copies b.pem, which looks like a private key, and 2 more files of the kind',
    ]);
  });

  test('a copy is worse than a file that is merely in reach', () => {
    const severity = (Dockerfile: string) =>
      foundBy(rule, { Dockerfile, a: '', id_rsa: key }).map((each) => each.severity);
    expect(severity(lines('FROM x', 'COPY . .'))).toEqual(['warning']);
    expect(severity(lines('FROM x', 'COPY a /'))).toEqual(['info']);
  });
});
