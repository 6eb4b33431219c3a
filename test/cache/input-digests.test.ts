import { expect, test } from 'vitest';
import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import { ownInputs } from '../../analyzer/cache/input-digest.ts';
import { inputDigests } from '../../analyzer/cache/input-digests.ts';
import { keyPlan } from '../../analyzer/cache/keyed-plan.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { buildContexts } from '../../analyzer/discover/build-contexts.ts';
import { planned, type Files } from '../graph/planned.ts';

const shop: Files = {
  'base/Dockerfile': 'FROM debian:12\nCOPY tool /tool\n',
  'base/tool': '1',
  'api/Dockerfile': `FROM shop/base\nCOPY --from=alpine:3@sha256:${'a'.repeat(64)} /bin /bin\nRUN make\n`,
  'web/Dockerfile': 'FROM scratch\nCOPY page /\n',
  'web/page': '1',
  'compose.yaml':
    'services:\n  base: { image: shop/base, build: base }\n  api: { build: api }\n  web: { build: web }\n',
};

/** The digests of a repository's builds by name, and what each leaves open. */
function digestsOf(files: Files): ReadonlyMap<string, { readonly digest: string; readonly open: readonly string[] }> {
  const { plans } = planned(files);
  const contexts = buildContexts(memoryFileTree(files));
  const digests = inputDigests(
    plans.map(({ build, outcome, uses }) => {
      const selections = contextSelections((name) => contexts.viewOf(build, name));
      const own = outcome.kind === 'planned' ? ownInputs(outcome.plan, keyPlan(outcome.plan, { selections })) : null;
      const producerOf = ({ reference, producer }: (typeof uses)[number]) => ({
        reference,
        producer: producer?.build.id ?? null,
      });
      return { id: build.id, own, uses: uses.map(producerOf) };
    }),
  );
  return new Map(
    plans.flatMap(({ build }) => {
      const digest = digests.get(build.id);
      return digest === undefined ? [] : [[build.name, digest] as const];
    }),
  );
}

const before = digestsOf(shop);

test.each<[change: string, files: Files, changed: readonly string[]]>([
  ['nothing', {}, []],
  ['a file of an image that another starts from', { 'base/tool': '2' }, ['api', 'base']],
  ['a file of an image that nothing starts from', { 'web/page': '2' }, ['web']],
  ['a file beside', { 'base/notes': '2' }, []],
  ['a comment', { 'base/Dockerfile': `# why\n${shop['base/Dockerfile']}` }, []],
  ['a command', { 'api/Dockerfile': String(shop['api/Dockerfile']).replace('make', 'make all') }, ['api']],
  ['another base of a base', { 'base/Dockerfile': 'FROM debian:13\nCOPY tool /tool\n' }, ['api', 'base']],
])('%s changes the digests of what it goes into', (_, files, changed) => {
  const after = digestsOf({ ...shop, ...files });
  const differing = [...after].filter(([name, { digest }]) => digest !== before.get(name)?.digest);
  expect(differing.map(([name]) => name).sort()).toEqual(changed);
});

test('what a tag may change under is open, also to those that take the image', () => {
  expect(before.get('base')?.open).toEqual(['docker.io/library/debian:12']);
  expect(before.get('api')?.open).toEqual(['docker.io/library/debian:12']);
  expect(before.get('web')?.open).toEqual([]);
});

test('a rejected Dockerfile has none, and images in a circle each have one', () => {
  const circle = digestsOf({
    'a/Dockerfile': 'FROM t/b\nRUN a\n',
    'b/Dockerfile': 'FROM t/a\nRUN b\n',
    'c/Dockerfile': 'NOTHING\n',
    'compose.yaml': 'services:\n  a: { image: t/a, build: a }\n  b: { image: t/b, build: b }\n  c: { build: c }\n',
  });
  expect([...circle.keys()].sort()).toEqual(['a', 'b']);
  expect(circle.get('a')?.digest).not.toBe(circle.get('b')?.digest);
});
