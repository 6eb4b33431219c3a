import { describe, expect, test } from 'vitest';
import {
  familiarName,
  parseReference,
  repositoryOf,
  withDigest,
  withTag,
} from '../../analyzer/dockerfile/reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('parseReference', () => {
  test.each([
    ['alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20', 'alpine:3.20'],
    ['library/alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['me/app', 'docker.io/me/app:latest', 'me/app'],
    ['docker.io/alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['index.docker.io/alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['ghcr.io/a/b', 'ghcr.io/a/b:latest', 'ghcr.io/a/b'],
    ['localhost/app', 'localhost/app:latest', 'localhost/app'],
    ['HOST/app', 'HOST/app:latest', 'HOST/app'],
    ['localhost:5000/app:1', 'localhost:5000/app:1', 'localhost:5000/app:1'],
    ['[::1]:5000/app', '[::1]:5000/app:latest', '[::1]:5000/app'],
    [`alpine@${digest}`, `docker.io/library/alpine@${digest}`, `alpine@${digest}`],
    [`alpine:3@${digest}`, `docker.io/library/alpine:3@${digest}`, `alpine:3@${digest}`],
    ['my_host.example/app', 'my_host.example/app:latest', 'my_host.example/app'],
    ['a__b/c-_d', null, null],
  ])('%s is %s', (text, full, familiar) => {
    const reference = parseReference(text);
    expect(reference === null ? null : withTag(reference)).toBe(full);
    expect(reference === null ? null : familiarName(reference)).toBe(familiar);
  });

  test.each([
    [''],
    ['Alpine'],
    ['alpine:'],
    ['alpine:-x'],
    [`alpine:${'x'.repeat(129)}`],
    ['alpine@'],
    ['alpine@sha256:abc'],
    [`alpine@sha256:${'A'.repeat(64)}`],
    [`alpine@md5:${'a'.repeat(32)}`],
    ['a//b'],
    ['/a'],
    ['a/'],
    ['-host.example/a'],
    ['host.example:x/a'],
    ['a'.repeat(256)],
    ['f'.repeat(64)],
    ['$IMAGE'],
  ])('%j is none', (text) => {
    expect(parseReference(text)).toBeNull();
  });

  test('knows the repository apart from tag and digest', () => {
    const reference = parseReference(`me/app:1@${digest}`);
    expect(reference === null ? null : repositoryOf(reference)).toBe('docker.io/me/app');
    expect(withDigest(`docker.io/me/app:1@${digest}`, 'sha256:b')).toBe('docker.io/me/app:1@sha256:b');
  });
});
