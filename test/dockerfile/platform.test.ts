import { describe, expect, test } from 'vitest';
import { formatPlatform, normalizePlatform, parsePlatform } from '../../analyzer/dockerfile/platform.ts';

function canonical(text: string): string | null {
  const platform = parsePlatform(text);
  return platform === null ? null : formatPlatform(normalizePlatform(platform));
}

describe('a platform', () => {
  test.each([
    ['linux', 'linux/amd64', 'linux/amd64'],
    ['windows', 'windows/amd64', 'windows/amd64'],
    ['macOS', 'darwin/amd64', 'darwin/amd64'],
    ['arm64', 'linux/arm64', 'linux/arm64'],
    ['armhf', 'linux/arm', 'linux/arm/v7'],
    ['armel', 'linux/arm/v6', 'linux/arm/v6'],
    ['linux/x86_64', 'linux/amd64', 'linux/amd64'],
    ['linux/amd64/v1', 'linux/amd64', 'linux/amd64'],
    ['linux/amd64/v2', 'linux/amd64/v2', 'linux/amd64/v2'],
    ['linux/aarch64', 'linux/arm64', 'linux/arm64'],
    ['linux/arm64/8', 'linux/arm64/v8', 'linux/arm64'],
    ['linux/arm64/9', 'linux/arm64/v9', 'linux/arm64/v9'],
    ['linux/arm', 'linux/arm', 'linux/arm/v7'],
    ['linux/arm/7', 'linux/arm/v7', 'linux/arm/v7'],
    ['linux/i386', 'linux/386', 'linux/386'],
    ['Linux/RISCV64', 'linux/riscv64', 'linux/riscv64'],
    ['mine/own/kind', 'mine/own/kind', 'mine/own/kind'],
    ['windows(10.0.17763)/amd64', 'windows(10.0.17763)/amd64', 'windows(10.0.17763)/amd64'],
    ['windows(10+z+a+a)/amd64', 'windows(10+a+z)/amd64', 'windows(10+a+z)/amd64'],
    ['windows(+a%2Fb%20c)/amd64', 'windows(+a%2Fb c)/amd64', 'windows(+a%2Fb c)/amd64'],
    ['linux/amd64/.', 'linux/amd64', 'linux/amd64'],
  ])('%s is %s, in one spelling %s', (text, format, normalized) => {
    const platform = parsePlatform(text);
    expect(platform === null ? null : formatPlatform(platform)).toBe(format);
    expect(canonical(text)).toBe(normalized);
  });

  test.each([
    '',
    'nowhere',
    '*',
    'linux/',
    'linux//v8',
    '/amd64',
    'a/b/c/d',
    'linux/$ARCH',
    'linux(',
    'linux(%zz)/amd64',
  ])('%j is none', (text) => {
    expect(parsePlatform(text)).toBeNull();
  });
});
