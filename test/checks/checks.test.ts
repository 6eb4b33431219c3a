import { describe, expect, test } from 'vitest';
import { checks } from '../../analyzer/checks/checks.ts';
import type { Example } from '../../analyzer/checks/check.ts';
import { foundBy } from './found-by.ts';

function files(example: Example): Readonly<Record<string, string | Uint8Array>> {
  return Object.fromEntries(
    Object.entries(example).map(([path, file]) => [path, typeof file === 'string' ? file : new Uint8Array(file.bytes)]),
  );
}

describe.each([...checks.values()])('$rule', (check) => {
  test('finds something in its bad example, and what it says is a sentence', () => {
    const found = foundBy(check.rule, files(check.bad));
    expect(found.length).toBeGreaterThan(0);
    for (const { message, hint, source, builds } of found) {
      expect(message).toMatch(/^[A-Z"\d].*[^.]$/);
      expect(hint).toMatch(/\.$/);
      expect(source).toBe('layerfall');
      expect(builds.length).toBeGreaterThan(0);
    }
  });

  test('finds nothing in its good example', () => {
    expect(foundBy(check.rule, files(check.good))).toEqual([]);
  });

  test('says of itself what people need', () => {
    expect(check.rule).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(check.title).toMatch(/^[A-Z].*[^.]$/);
    expect(check.why).toMatch(/^[A-Z].*\.$/);
    expect(check.mend).toMatch(/^[A-Z].*\.$/);
  });
});
