import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slugs } from '../../analyzer/report/slug.ts';

describe('slugs', () => {
  test.each([
    ['services/web/Dockerfile', 'services-web-dockerfile'],
    ['compose.yaml#Web', 'compose-yaml-web'],
    ['café', 'cafe'],
    ['../../etc/passwd', 'etc-passwd'],
    ['日本語', 'build'],
    ['', 'build'],
    ['con', 'build-con'],
    ['<script>', 'script'],
    ['a'.repeat(300), 'a'.repeat(72)],
  ])('%j is %s', (id, slug) => {
    expect(slugs([id])).toEqual([slug]);
  });

  test('keeps ids apart that differ in case or in marks only', () => {
    const [first, second, third] = slugs(['Web', 'web', 'wéb']);
    expect(first).toBe('web');
    expect(second).toMatch(/^web-[0-9a-f]{8}$/);
    expect(third).toMatch(/^web-[0-9a-f]{8}$/);
    expect(second).not.toBe(third);
  });

  test('leaves a name alone when another build comes in between', () => {
    const [, before] = slugs(['a b', 'a/b']);
    const [, , after] = slugs(['a b', 'a-b', 'a/b']);
    expect(after).toBe(before);
  });

  test('are safe, short and unlike each other whatever the ids are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 30 })), (ids) => {
        const made = slugs(ids);
        for (const slug of made) expect(slug).toMatch(/^[a-z0-9][a-z0-9-]{0,99}$/);
        expect(new Set(made).size).toBe(ids.length);
      }),
    );
  });
});
