import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checks } from '../../analyzer/checks/checks.ts';
import { analyze } from '../../analyzer/analyze.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { lines, placesOf } from './found-by.ts';

/** What checks look for, and what may stand where they look for it. */
const pieces = [
  'FROM x',
  'FROM x AS a',
  'FROM a',
  'FROM $A',
  'ARG GIT_SHA',
  'ARG A=1 B=$A',
  'ENV A=$GIT_SHA B="',
  'SHELL ["cmd"]',
  'COPY . .',
  'COPY --link --chmod=1 . /',
  'COPY --from=a / /',
  'COPY --from=y:latest a b',
  'ADD https://x.example/a /',
  'RUN npm ci',
  'RUN pip install -r',
  'RUN $(',
  'RUN for a in b; do',
  'RUN sh -c "sh -c \\"',
  "RUN ''",
  'RUN ["", ""]',
  'RUN <<E',
  'E',
  'RUN apt-get update && rm {',
  'CMD ["sh", "-c"]',
  'CMD ["sh", "-c", "a; b"]',
  'ENTRYPOINT x',
  'CMD []',
  'EXPOSE 80',
  'ONBUILD RUN npm ci',
  'HEALTHCHECK NONE',
  '\u0000',
  'RUN \u202e',
];
const names = [
  'package.json',
  'requirements.txt',
  'go.mod',
  '.env',
  'id_rsa',
  '__proto__',
  'a/constructor',
  '.dockerignore',
];
const texts = [
  '',
  '{',
  '{"dependencies":{"a":',
  '*\n!**',
  '**/a[',
  '-----BEGIN PRIVATE KEY-----\n',
  'require x',
  '\u0000\ufffd',
];

test('no Dockerfile and no file beside it stops a check, and what it finds stands in the file', () => {
  const files = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...texts), { noNullPrototype: true });
  const dockerfile = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 })
    .map((list) => lines('FROM x', ...list));
  fc.assert(
    fc.property(dockerfile, dockerfile, files, (one, other, beside) => {
      const tree = memoryFileTree({ ...beside, Dockerfile: one, 'b/Dockerfile': other });
      const { findings } = analyze(tree, { title: 'hostile', version: '0' });
      for (const { source, rule, path, range } of findings) {
        if (source !== 'layerfall') continue;
        expect(checks.has(rule)).toBe(true);
        const text = new TextDecoder().decode(tree.read(path) ?? new Uint8Array());
        if (range !== null) expect(range.end.line).toBeLessThanOrEqual(text.split('\n').length);
      }
    }),
    { numRuns: 150 },
  );
});

test.each([
  ['RUNs that install', 'RUN npm ci'],
  ['copies of everything', 'COPY . .'],
  ['arguments', 'ARG A'],
  ['arguments that change', 'ARG GIT_SHA'],
  ['copies of an image', 'COPY --from=y / /'],
  ['shells in shells', `RUN ${'sh -c "'.repeat(20)}`],
])('many %s are looked through', (_what, line) => {
  const text = lines('FROM x', 'COPY . .', ...Array.from({ length: 400 }, () => line));
  expect(placesOf('moving-base-tag', { Dockerfile: text, 'a.js': '', 'package.json': '{"dependencies":{}}' })[0]).toBe(
    'Dockerfile:1',
  );
});
