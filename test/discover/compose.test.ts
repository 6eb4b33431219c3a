import { describe, expect, test } from 'vitest';

import { buildLines, discover, lines, noticeLines, plain, type Files } from './build-lines.ts';

/** A compose file with one service `web` whose `build:` holds these lines. */
function web(...build: readonly string[]): string {
  return lines('services:', '  web:', ...build.map((line) => `    ${line}`));
}

const rows: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'the short form is the context',
    { 'compose.yaml': web('build: ./app'), 'app/Dockerfile': plain },
    ['web: app/Dockerfile in app'],
  ],
  [
    'the Dockerfile counts from the context',
    {
      'compose.yaml': web('build:', '  context: app', '  dockerfile: ../docker/web.Dockerfile'),
      'app/': '',
      'docker/web.Dockerfile': plain,
    },
    ['web: docker/web.Dockerfile in app'],
  ],
  [
    'without a context it is the folder of the file',
    { 'a/compose.yml': web('build:', '  target: dev'), 'a/Dockerfile': plain },
    ['web: a/Dockerfile in a, target dev'],
  ],
  [
    'arguments as a map, numbers and booleans as written',
    {
      'compose.yaml': web('build:', '  context: .', '  args:', '    VERSION: 1.10', '    DEBUG: true'),
      Dockerfile: plain,
    },
    ['web: Dockerfile in ., args DEBUG=true VERSION=1.10'],
  ],
  [
    'arguments as a list',
    { 'compose.yaml': web('build:', '  context: .', '  args: ["A=1", "B=x=y"]'), Dockerfile: plain },
    ['web: Dockerfile in ., args A=1 B=x=y'],
  ],
  [
    'an argument without a value comes from the environment',
    { 'compose.yaml': web('build:', '  context: .', '  args: [TOKEN]'), Dockerfile: plain },
    ['web: Dockerfile in ., unresolved build argument TOKEN: its value comes from the environment'],
  ],
  [
    'an argument without a value is looked up in .env',
    { 'compose.yaml': web('build:', '  context: .', '  args: [TOKEN]'), '.env': 'TOKEN=abc', Dockerfile: plain },
    ['web: Dockerfile in ., args TOKEN=abc'],
  ],
  [
    'an inline Dockerfile',
    {
      'compose.yaml': web('build:', '  context: app', '  dockerfile_inline: |', '    FROM scratch', '    COPY . /'),
      'app/x': '',
    },
    ['web: "FROM scratch\\nCOPY . /\\n" in app'],
  ],
  [
    'additional contexts: folders, images, other services',
    {
      'a/compose.yaml': lines(
        'services:',
        '  base:',
        '    build: .',
        '  web:',
        '    build:',
        '      context: .',
        '      dockerfile: web.Dockerfile',
        '      additional_contexts:',
        '        shared: ../shared',
        '        node: docker-image://node:22',
        '        base: service:base',
      ),
      'a/Dockerfile': plain,
      'a/web.Dockerfile': plain,
    },
    [
      'base: a/Dockerfile in a',
      'web: a/web.Dockerfile in a, contexts base=target:base node=docker-image://node:22 shared=shared',
    ],
  ],
  [
    'image and tags are tags, platforms are platforms',
    {
      'compose.yaml': web(
        'image: org/web:1',
        'build:',
        '  context: .',
        '  tags: [org/web:latest]',
        '  platforms: [linux/amd64, linux/arm64]',
      ),
      Dockerfile: plain,
    },
    ['web: Dockerfile in ., for linux/amd64 linux/arm64, as org/web:1 org/web:latest'],
  ],
  [
    'without image: the name that compose gives it',
    { 'compose.yaml': `name: shop\n${web('build: .')}`, Dockerfile: plain },
    ['web: Dockerfile in ., as shop-web'],
  ],
  [
    'an empty platform is none',
    { 'compose.yaml': web('platform: ${PLATFORM:-}', 'build: .'), Dockerfile: plain },
    ['web: Dockerfile in .'],
  ],
  [
    'the platform of the service is that of its build',
    { 'compose.yaml': web('platform: linux/arm64', 'build: .'), Dockerfile: plain },
    ['web: Dockerfile in ., for linux/arm64'],
  ],
  [
    'a service in a profile is built all the same',
    { 'compose.yaml': web('profiles: [debug]', 'build: .'), Dockerfile: plain },
    ['web: Dockerfile in .'],
  ],
  [
    'a remote context has its Dockerfile there',
    { 'compose.yaml': web('build: https://github.com/org/app.git#main:dir') },
    [
      'web: no Dockerfile in https://github.com/org/app.git#main:dir, unresolved dockerfile: it is in the remote context',
    ],
  ],
  [
    'YAML anchors and merge keys',
    {
      'compose.yaml': lines(
        'x-build: &b',
        '  context: .',
        '  target: dev',
        'services:',
        '  web:',
        '    build:',
        '      <<: *b',
        '      target: prod',
      ),
      Dockerfile: plain,
    },
    ['web: Dockerfile in ., target prod'],
  ],
  [
    'the override file lies on top: maps by key, the rest replaced',
    {
      'compose.yaml': web('build:', '  context: .', '  target: prod', '  args: {A: 1, B: 2}'),
      'compose.override.yaml': web('build:', '  target: dev', '  args: {B: 3}'),
      Dockerfile: plain,
    },
    ['web: Dockerfile in ., target dev, args A=1 B=3'],
  ],
  [
    '!reset takes a build away',
    {
      'compose.yaml': web('image: nginx', 'build: .'),
      'compose.override.yaml': web('build: !reset null'),
      'other/Dockerfile': plain,
    },
    ['other: other/Dockerfile in other'],
  ],
  [
    'compose.yaml is looked for before docker-compose.yml, which is then a project of its own',
    {
      'compose.yaml': web('build: a'),
      'docker-compose.yml': web('build: b'),
      'a/Dockerfile': plain,
      'b/Dockerfile': plain,
    },
    ['compose.yaml#web: a/Dockerfile in a', 'docker-compose.yml#web: b/Dockerfile in b'],
  ],
  [
    'another file that names neither context nor Dockerfile lies on top of the default one',
    { 'compose.yaml': web('build: app'), 'compose.dev.yaml': web('build:', '  target: dev'), 'app/Dockerfile': plain },
    ['compose.dev.yaml#web: app/Dockerfile in app, target dev', 'compose.yaml#web: app/Dockerfile in app'],
  ],
  [
    'extends a service of the same file',
    {
      'compose.yaml': lines(
        'services:',
        '  base:',
        '    build: {context: app, args: {A: 1}}',
        '  web:',
        '    extends: base',
        '    build: {target: web}',
      ),
      'app/Dockerfile': plain,
    },
    ['base: app/Dockerfile in app, args A=1', 'web: app/Dockerfile in app, target web, args A=1'],
  ],
  [
    'extends a service of another file, whose paths count from there',
    {
      'compose.yaml': web('extends: {file: common/base.yaml, service: app}'),
      'common/base.yaml': lines('services:', '  app:', '    build: ./src'),
      'common/src/Dockerfile': plain,
    },
    ['web: common/src/Dockerfile in common/src'],
  ],
  [
    'an included file has its own folder and .env',
    {
      'compose.yaml': 'include: [db/compose.part.yaml]\n',
      'db/compose.part.yaml': lines('services:', '  db:', '    build: {context: ., target: "${T}"}'),
      'db/.env': 'T=data',
      'db/Dockerfile': plain,
    },
    ['db: db/Dockerfile in db, target data'],
  ],
];

test.each(rows)('%s', (_, files, expected) => {
  expect(buildLines(files)).toEqual(expected);
});

function target(text: string, env = ''): readonly string[] {
  return buildLines({
    'compose.yaml': web('build:', '  context: .', `  target: "${text}"`),
    '.env': env,
    Dockerfile: plain,
  });
}

describe('variables', () => {
  test.each([
    ['${T}', 'T=dev', 'dev'],
    ['$T', 'T=dev', 'dev'],
    ['a-$T-b', 'T=x', 'a-x-b'],
    ['${T:-prod}', '', 'prod'],
    ['${T-prod}', 'T=', ''],
    ['${T:-prod}', 'T=', 'prod'],
    ['${T:+set}', 'T=x', 'set'],
    ['${T+set}', '', ''],
    ['${T:-${U:-deep}}', '', 'deep'],
    ['${T:?needed}', 'T=x', 'x'],
    ['$${T}', 'T=x', '${T}'],
    ['${T}', "T='a $U b'", 'a $U b'],
    ['${T}', 'U=1\nT="a ${U}"', 'a 1'],
    ['${T}', 'export T = dev # why', 'dev'],
    ['${T}', 'T: dev', 'dev'],
    ['${T}', 'T="two\\nlines"', 'two\nlines'],
    ['${T}', 'T=a#b', 'a#b'],
  ])('%s with %j is %j', (text, env, expected) => {
    expect(target(text, env)).toEqual([`web: Dockerfile in .${expected === '' ? '' : `, target ${expected}`}`]);
  });

  test.each([
    ['${T}', 'target: the variable T is set in no .env file and has no default'],
    ['${T:?needed}', 'target: the variable T is set in no .env file and has no default'],
    ['$T$U', 'target: the variables T, U are set in no .env file and have no defaults'],
  ])('%s is not guessed', (text, expected) => {
    expect(target(text)).toEqual([`web: Dockerfile in ., unresolved ${expected}`]);
  });

  test('a context or Dockerfile that hangs on one is not guessed', () => {
    expect(buildLines({ 'compose.yaml': web('build: "./${APP}"') })).toEqual([
      'web: no Dockerfile in ?./, unresolved dockerfile: it lies in a context that is not resolved',
    ]);
  });
});

test('a build knows the line and column of its build: key', () => {
  const { builds } = discover({ 'a/compose.yaml': web('image: x', 'build: .'), 'a/Dockerfile': plain });
  expect(builds.map(({ id, origins }) => ({ id, origins }))).toEqual([
    {
      id: 'a/compose.yaml#web',
      origins: [{ source: 'compose', path: 'a/compose.yaml', line: 4, column: 5, name: 'web' }],
    },
  ]);
});

describe('what is wrong is told with its place', () => {
  test.each<readonly [string, Files, readonly string[]]>([
    [
      'broken YAML',
      { 'compose.yaml': 'services:\n  web: [\n' },
      [
        'compose.yaml:3: This is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    ],
    [
      'a Dockerfile that is not there',
      { 'compose.yaml': web('build: app'), 'app/x': '' },
      ['compose.yaml:3: The Dockerfile "app/Dockerfile" is not in this repository.'],
    ],
    [
      'a context that is not there',
      { 'compose.yaml': web('build: app') },
      [
        'compose.yaml:3: The Dockerfile "app/Dockerfile" is not in this repository.',
        'compose.yaml:3: The build context "app" is no folder of this repository.',
      ],
    ],
    [
      'a context outside the repository',
      { 'a/compose.yaml': web('build: ../../b') },
      ['a/compose.yaml:3: The build context "../../b" cannot be used: it lies outside the repository.'],
    ],
    [
      'an absolute context',
      { 'compose.yaml': web('build: /srv/app') },
      ['compose.yaml:3: The build context "/srv/app" cannot be used: it is a path on somebody’s machine.'],
    ],
    [
      'a circle of extends',
      { 'compose.yaml': lines('services:', '  a: {extends: b}', '  b: {extends: a}') },
      [
        'compose.yaml:2: Services extend each other in a circle.',
        'compose.yaml:3: Services extend each other in a circle.',
      ],
    ],
    [
      'a base that is not there',
      { 'compose.yaml': web('extends: base') },
      ['compose.yaml:3: The service "base" that this one extends is not in this file.'],
    ],
    [
      'an include that is not there',
      { 'compose.yaml': 'include:\n  - x.yaml\n' },
      ['compose.yaml:2: The included file "x.yaml" is not in this repository.'],
    ],
    [
      'a circle of includes',
      { 'compose.yaml': 'include: [compose.yaml]\n' },
      ['compose.yaml:1: Files include each other without end.'],
    ],
    [
      'a variable that is none',
      { 'compose.yaml': web('build: "${A B}"') },
      ['compose.yaml:3: "${A B}" is no variable as compose knows them.'],
    ],
  ])('%s', (_, files, expected) => {
    const found = noticeLines(files);
    for (const notice of expected) expect(found).toContain(notice);
  });
});
