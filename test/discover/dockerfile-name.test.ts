import { expect, test } from 'vitest';
import { isDockerfileName } from '../../analyzer/discover/dockerfile-name.ts';

test.each([
  ['Dockerfile', true],
  ['dockerfile', true],
  ['Containerfile', true],
  ['Dockerfile.prod', true],
  ['Containerfile.dev', true],
  ['dev.Dockerfile', true],
  ['Dockerfile.alpine3.20', true],
  ['Dockerfile.template', false],
  ['Dockerfile.j2', false],
  ['Dockerfile.dockerignore', false],
  ['Dockerfile~', false],
  ['Dockerfile-old', false],
  ['Dockerfile-windows', true],
  ['Dockerfile_arm64', true],
  ['Containerfile-fedora', true],
  ['Dockerfile-debian.template', false],
  ['dockerfile-lint', false],
  ['Dockerfiles', false],
  ['Makefile', false],
])('%s says that it is a Dockerfile: %s', (name, answer) => {
  expect(isDockerfileName(name)).toBe(answer);
});
