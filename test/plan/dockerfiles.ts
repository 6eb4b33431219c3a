import * as fc from 'fast-check';

const word = fc.constantFrom(
  'a',
  'b',
  'x y',
  '$A',
  '${B:-c}',
  '"q $A"',
  "'s'",
  '\\$A',
  '/p/$A',
  '.',
  '/',
  'constructor',
  '__proto__',
);
const name = fc.constantFrom('A', 'B', 'C', 'PATH', '__proto__');
const stage = fc.constantFrom('s', 't', 'constructor', 'tostring');
const image = fc.constantFrom('alpine', 'alpine', 'scratch', 's', 't', 'constructor', 'a:${X:-1}', '${BUILDARCH}');

const instruction = fc.oneof(
  fc.tuple(name, word).map(([key, value]) => `ENV ${key}=${value.replace(' ', '\\ ')}`),
  fc.tuple(name, word).map(([key, value]) => `ARG ${key}=${value.replace(' ', '\\ ')}`),
  name.map((key) => `ARG ${key}`),
  word.map((text) => `RUN echo ${text} \\\n  # in between\n  && true`),
  word.map((text) => `RUN <<E\n${text}\nE`),
  fc
    .constantFrom('', '--link ', '--chmod=755 ', '--chown=u:g ', '--parents ')
    .chain((flag) => word.map((text) => `COPY ${flag}${text} /d/`)),
  fc.tuple(stage, word).map(([from, text]) => `COPY --from=${from} ${text} ./d`),
  fc.constantFrom('0', '1', 'img', 'S').map((from) => `COPY --from=${from} x y`),
  fc
    .constantFrom('type=cache,target=/c', 'target=m,from=s', 'type=tmpfs,target=/t', 'type=secret,id=k', 'type=ssh')
    .map((mount) => `RUN --mount=${mount} x`),
  word.map((text) => `WORKDIR ${text}`),
  word.map((text) => `USER ${text}`),
  word.map((text) => `LABEL l=${text.replace(' ', '\\ ')}`),
  word.map((text) => `ONBUILD RUN ${text}`),
  fc.constantFrom(
    'CMD x',
    'ENTRYPOINT ["e"]',
    'SHELL ["s", "-c"]',
    'EXPOSE 80 $A',
    'VOLUME /v',
    'STOPSIGNAL 9',
    'HEALTHCHECK NONE',
    'MAINTAINER m',
  ),
  fc.constant('COPY <<E <<F /h/\n$A\nE\n$B\nF'),
  fc.constant('ADD https://e.org/f https://e.org/r.git#v1 /r/'),
);

const writtenStage = fc
  .tuple(image, fc.option(stage, { nil: null }), fc.array(instruction, { maxLength: 8 }))
  .map(([base, as, body]) => [`FROM ${base}${as === null ? '' : ` AS ${as}`}`].concat(body));

/** The instructions of Dockerfiles that use most of the language; many of them build, some do not. */
export const instructionLists: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.array(
      fc.tuple(name, word).map(([key, value]) => `ARG ${key}=${value.replace(' ', '')}`),
      { maxLength: 2 },
    ),
    fc.array(writtenStage, { minLength: 1, maxLength: 4 }),
  )
  .map(([globals, stages]) => globals.concat(stages.flat()));
