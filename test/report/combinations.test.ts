import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { reportOf } from './sample-report.ts';

type Files = Readonly<Record<string, MemoryFile>>;

const pick = <T>(...all: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...all);
const some = <T>(each: fc.Arbitrary<T>, maxLength = 4): fc.Arbitrary<readonly T[]> => fc.array(each, { maxLength });

const folder = pick('.', 'a', 'b', 'a/b', './c/', '..', '../a', '/tmp', '${V}', '${V:-a}', 'missing', 'link', 'sub');
const image = pick(
  'org/a',
  'org/b:1',
  'a',
  'alpine:3',
  'scratch',
  '$V',
  'org/a@sha256:0',
  'constructor',
  'UPPER:x',
  '',
);
const name = pick('a', 'b', 'base', 'constructor', '__proto__', 'x-y');
const file = pick(
  'Dockerfile',
  'dev.Dockerfile',
  '../Dockerfile',
  'missing',
  'link/Dockerfile',
  '/etc/passwd',
  'a/b/Dockerfile',
);
const source = pick('.', 'x', 'a', '*', 'link', '../x', '.git', '[', 'no/*', '/a/b', '**');

const instruction = fc.oneof(
  fc.tuple(image, name).map(([from, stage]) => `FROM ${from} AS ${stage}`),
  image.map((from) => `FROM ${from}`),
  fc.tuple(source, pick('', '--parents ', '--exclude=x ', '--link ')).map(([path, flag]) => `COPY ${flag}${path} /o/`),
  fc.tuple(fc.oneof(image, name, pick('0', '9')), source).map(([from, path]) => `COPY --from=${from} ${path} /o/`),
  fc.tuple(image, source).map(([from, path]) => `RUN --mount=type=bind,from=${from},source=${path},target=/m ls`),
  source.map((path) => `RUN --mount=target=/m,source=${path} ls`),
  pick(
    'ARG V=a',
    'ARG V',
    'ENV V=b',
    'RUN x',
    'ONBUILD COPY x /',
    'ADD https://e.org/f /',
    'USER 7',
    '{{ x }}',
    'COPY <<E /f\nx\nE',
  ),
);
const dockerfile = some(instruction, 7).map((lines) => `${lines.join('\n')}\n`);

const quoted = (text: string): string => JSON.stringify(text);
const service = fc
  .tuple(
    folder,
    file,
    name,
    image,
    some(
      fc.tuple(
        name,
        fc.oneof(
          folder,
          name.map((of) => `service:${of}`),
        ),
      ),
      2,
    ),
  )
  .map(
    ([context, path, target, tag, contexts]) =>
      `{image: ${quoted(tag)}, build: {context: ${quoted(context)}, dockerfile: ${quoted(path)}, target: ${quoted(target)}, ` +
      `additional_contexts: {${contexts.map(([key, value]) => `${quoted(key)}: ${quoted(value)}`).join(', ')}}}}`,
  );
const services = some(
  fc.tuple(
    name,
    fc.oneof(
      service,
      folder.map((path) => `{build: ${quoted(path)}}`),
      pick('{extends: a}', '~'),
    ),
  ),
);
const compose = services.map(
  (all) => `services:\n${all.map(([key, value]) => `  ${quoted(key)}: ${value}\n`).join('')}`,
);
const target = fc
  .tuple(name, folder, file, some(name, 2), name, image)
  .map(
    ([own, context, path, inherits, linked, tag]) =>
      `target ${quoted(own)} {\n  context = ${quoted(context)}\n  dockerfile = ${quoted(path)}\n  tags = [${quoted(tag)}]\n` +
      `  inherits = [${inherits.map(quoted).join(', ')}]\n  contexts = { c = ${quoted(`target:${linked}`)} }\n}\n`,
  );
const command = fc
  .tuple(folder, file, image)
  .map(([context, path, tag]) => `docker build -t '${tag}' -f '${path}' '${context}'`);
const step = fc
  .tuple(folder, file)
  .map(
    ([context, path]) =>
      `{uses: docker/build-push-action@v6, with: {context: ${quoted(context)}, file: ${quoted(path)}}}`,
  );

const written: readonly (readonly [path: string, text: fc.Arbitrary<MemoryFile>])[] = [
  ...['Dockerfile', 'a/Dockerfile', 'a/b/Dockerfile', 'b/dev.Dockerfile', 'c/Containerfile'].map(
    (path) => [path, dockerfile] as const,
  ),
  ['compose.yaml', compose],
  ['a/docker-compose.override.yml', compose],
  ['docker-bake.hcl', some(target).map((all) => all.join(''))],
  ['skaffold.yaml', folder.map((path) => `build: {artifacts: [{image: org/a, context: ${quoted(path)}}]}\n`)],
  ['.github/workflows/w.yml', some(step).map((all) => `jobs: {b: {steps: [${all.join(', ')}]}}\n`)],
  ['Makefile', some(command).map((all) => `V = a\nall:\n${all.map((line) => `\t${line}\n`).join('')}`)],
  ['build.sh', some(command).map((all) => all.join('\n'))],
  ['.dockerignore', some(pick('*', '!a', 'x', '[', '**/b', '.git', '!', 'link')).map((all) => all.join('\n'))],
  ['.env', pick('V=a\n', 'V=\n', '')],
  ['x', pick('x')],
  ['a/x', pick('x')],
  ['link', pick<MemoryFile>({ symlink: 'a' }, { symlink: '../..' }, { symlink: 'link' })],
  ['.git/HEAD', pick('ref: refs/heads/main\n')],
];

/** Any part of the files above. */
const repository: fc.Arbitrary<Files> = fc
  .record(Object.fromEntries(written), { requiredKeys: [] })
  .map((files) => files as Files);

function ends({ repositoryGraph: { nodes, edges } }: Report): readonly string[] {
  const ids = new Set(nodes.map(({ id }) => id));
  return edges.flatMap(({ from, to }) => [from, to].filter((id) => !ids.has(id)));
}

test('whatever definitions a repository combines: a report whose graph holds together', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(repository, (files) => {
      const report = reportOf(memoryFileTree(files), 't');
      expect(ends(report)).toEqual([]);
      const ids = report.builds.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const nodes = report.repositoryGraph.nodes.flatMap(({ build }) => build ?? []);
      expect(nodes.toSorted()).toEqual(ids.toSorted());
      const ordered = [...report.order.waves.flat(), ...report.order.circles.flat()];
      expect(ordered.filter((id) => !ids.includes(id))).toEqual([]);
      const dockerfiles = new Set(report.dockerfiles.map(({ path }) => path));
      expect(report.builds.filter(({ dockerfile: path }) => !dockerfiles.has(path))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test(
  'whatever definitions a repository combines: the same report in whichever order its files come',
  { timeout: 120_000 },
  () => {
    fc.assert(
      fc.property(repository, (files) => {
        const report = JSON.stringify(reportOf(memoryFileTree(files), 't'));
        // A tree lists each folder sorted, as it promises: the order is that in which the files are handed to it.
        const turned = Object.fromEntries(Object.entries(files).toReversed());
        expect(JSON.stringify(reportOf(memoryFileTree(turned), 't'))).toBe(report);
      }),
      { numRuns: 100 },
    );
  },
);
