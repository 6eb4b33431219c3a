import fc from 'fast-check';

/** Files of a repository by path. */
export type Files = Readonly<Record<string, string>>;

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** An image from outside, or one that a build of the repository makes: circles are as likely as chains. */
const image = fc.oneof(
  fc.constantFrom('alpine', 'alpine:3', 'node:22', 'scratch', `debian@sha256:${'a'.repeat(64)}`),
  fc.constantFrom(...names).map((name) => `t/${name}`),
);

const instruction = fc.oneof(
  fc.constantFrom(
    'RUN make',
    'RUN make $V',
    'ARG V=1',
    'ENV V=2',
    'WORKDIR sub',
    'MAINTAINER me',
    'CMD run',
    'ONBUILD COPY src /src',
    'COPY . .',
    'COPY src /src',
    'COPY *.txt /text/',
    'COPY missing /x',
    'COPY --from=zero /a /a',
    'NOTHING here',
  ),
  image.map((from) => `COPY --from=${from} /out /out`),
  image.map((from) => `RUN --mount=from=${from},target=/m true`),
);

const stage = fc.tuple(image, fc.array(instruction, { maxLength: 4 }));

const dockerfile = fc
  .array(stage, { minLength: 1, maxLength: 3 })
  .map((stages) =>
    stages
      .map(([from, lines], index) => [`FROM ${from} AS ${['zero', 'one', 'two'][index]}`, ...lines].join('\n'))
      .join('\n'),
  )
  .map((text) => `${text}\n`);

const service = fc.record({
  folder: fc.constantFrom(...names, '.'),
  isTagged: fc.boolean(),
  target: fc.constantFrom('', 'zero', 'one'),
  inline: fc.option(dockerfile, { freq: 6 }),
});

const ignoreFile = fc.constantFrom('*.txt\n', 'src\n!src/one\n', '[\n', '# nothing\n');

/** A small repository: Dockerfiles that take each other's images, some declared, some in folders that share a context. */
export const repository: fc.Arbitrary<Files> = fc
  .record({
    dockerfiles: fc.dictionary(fc.constantFrom(...names), dockerfile, { minKeys: 1 }),
    services: fc.dictionary(fc.constantFrom(...names), service, { maxKeys: 5 }),
    ignored: fc.dictionary(fc.constantFrom(...names), ignoreFile, { maxKeys: 2 }),
    sources: fc.uniqueArray(fc.constantFrom('src/one', 'src/two', 'a/src/one', 'b/x.txt', 'c/deep/y.txt', 'd/src')),
  })
  .map(({ dockerfiles, services, ignored, sources }) => ({
    ...Object.fromEntries(Object.entries(dockerfiles).map(([name, text]) => [`${name}/Dockerfile`, text])),
    ...Object.fromEntries(Object.entries(ignored).map(([name, text]) => [`${name}/.dockerignore`, text])),
    ...Object.fromEntries(sources.map((path) => [path, path])),
    'compose.yaml': JSON.stringify({
      services: Object.fromEntries(
        Object.entries(services).map(([name, { folder, isTagged, target, inline }]) => [
          name,
          {
            ...(isTagged ? { image: `t/${name}` } : {}),
            build: {
              context: folder,
              ...(target === '' ? {} : { target }),
              ...(inline === null ? {} : { dockerfile_inline: inline }),
            },
          },
        ]),
      ),
    }),
  }));
