import { describe, expect, test } from 'vitest';

import { buildLines, discover, lines, noticeLines, plain, type Files } from './build-lines.ts';

/** What a script that calls compose builds. */
function composed(script: string): readonly string[] {
  const { builds } = discover({
    'compose.yaml': 'services:\n  a: {build: a}\n  b: {build: b}\n',
    'extra.yaml': 'services:\n  a: {build: {target: x}}\n',
    'build.sh': script,
    'a/Dockerfile': plain,
    'b/Dockerfile': plain,
  });
  return builds.flatMap(({ name, target, origins, buildArgs }) =>
    origins.some(({ source }) => source === 'shell') ? [`${name} ${target} ${JSON.stringify(buildArgs)}`] : [],
  );
}

/** Builds of a script but those that are there by convention. */
function read(script: string): readonly string[] {
  return buildLines({
    'build.sh': script,
    Dockerfile: plain,
    'app/Dockerfile': plain,
    'app/dev.Dockerfile': plain,
  }).filter((line) => !/^(?:Dockerfile|app|app-dev): \S+ in \S+$/.test(line) || line.startsWith('x:'));
}

describe('a build command', () => {
  test.each<readonly [string, string]>([
    ['docker build -t x .', 'x: Dockerfile in ., as x'],
    ['docker build -t org/x:1 app', 'x: app/Dockerfile in app, as org/x:1'],
    ['docker build -tx app', 'x: app/Dockerfile in app, as x'],
    ['docker build --tag=x --file app/dev.Dockerfile .', 'x: app/dev.Dockerfile in ., as x'],
    ['docker build -qt x ./app/', 'x: app/Dockerfile in app, as x'],
    ['docker image build -t x .', 'x: Dockerfile in ., as x'],
    [
      'docker buildx build --load --platform linux/amd64,linux/arm64 -t x .',
      'x: Dockerfile in ., for linux/amd64 linux/arm64, as x',
    ],
    ['docker --context remote buildx --builder b build -t x .', 'x: Dockerfile in ., as x'],
    ['podman build -t x app', 'x: app/Dockerfile in app, as x'],
    ['buildah bud -t x app', 'x: app/Dockerfile in app, as x'],
    ['nerdctl build -t x app', 'x: app/Dockerfile in app, as x'],
    ['sudo -E DOCKER_BUILDKIT=1 docker build -t x .', 'x: Dockerfile in ., as x'],
    ['DOCKER_BUILDKIT=1 docker build -t x .', 'x: Dockerfile in ., as x'],
    ['docker build -t x --target dev .', 'x-dev: Dockerfile in ., target dev, as x'],
    ['docker build -t x --build-arg A=1 --build-arg="B=2 3" .', 'x: Dockerfile in ., args A=1 B=2 3, as x'],
    [
      'docker build -t x --build-arg TOKEN .',
      'x: Dockerfile in ., as x, unresolved build argument TOKEN: its value comes from the environment',
    ],
    [
      'docker build -t x --build-context lib=./app --build-context n=docker-image://node .',
      'x: Dockerfile in ., contexts lib=app n=docker-image://node, as x',
    ],
    ['docker build \\\n  -t x \\\n  app', 'x: app/Dockerfile in app, as x'],
    ['docker build -t x . && echo done', 'x: Dockerfile in ., as x'],
    ['if true; then docker build -t x app; fi', 'x: app/Dockerfile in app, as x'],
    ['build() { docker build -t x app; }', 'x: app/Dockerfile in app, as x'],
    ['build() { docker build -t "$1" "$2"; }\nbuild x app', 'x: app/Dockerfile in app, as x'],
    ['build() { local dir=$1; docker build -t x "${dir:-nowhere}"; }\nbuild app', 'x: app/Dockerfile in app, as x'],
    ['outer() { inner "$1" x; }\ninner() { docker build -t $2 $1; }\nouter app', 'x: app/Dockerfile in app, as x'],
    ['run() { echo "$@"; "$@"; }\nrun docker build -t x app', 'x: app/Dockerfile in app, as x'],
    ['build() { docker build -t x "$@"; }\nbuild -f app/dev.Dockerfile .', 'x: app/dev.Dockerfile in ., as x'],
    ['build() { cd app; }\nbuild\ndocker build -t x .', 'x: app/Dockerfile in app, as x'],
    ['f() { f; f; docker build -t x .; }\nf', 'x: Dockerfile in ., as x'],
    ['cd app && docker build -t x .', 'x: app/Dockerfile in app, as x'],
    ['(cd app; docker build -t y .); docker build -t x .', 'x: Dockerfile in ., as x'],
    ['pushd app; popd; docker build -t x .', 'x: Dockerfile in ., as x'],
    ['cd "$(dirname "$0")/app"; docker build -t x .', 'x: app/Dockerfile in app, as x'],
    ['NAME=x\nDIR="app"\ndocker build -t "$NAME" "./${DIR}"', 'x: app/Dockerfile in app, as x'],
    ['NAME=${NAME:-x}\ndocker build -t $NAME .', 'x: Dockerfile in ., as x'],
    [
      'docker build -t x:$VERSION app -f app/dev.Dockerfile',
      'app-dev: app/dev.Dockerfile in app, unresolved tag x:$VERSION: the variable VERSION is not set here',
    ],
    ['docker build -t x $FLAGS .', 'x: Dockerfile in ., as x, unresolved $FLAGS: the variable FLAGS is not set here'],
    [
      'docker build -t x https://github.com/org/app.git',
      'x: no Dockerfile in https://github.com/org/app.git, as x, unresolved dockerfile: it is in the remote context',
    ],
    ["docker build -t x -f - app <<'EOF'\nFROM scratch\nEOF", 'x: "FROM scratch\\n" in app, as x'],
  ])('%s', (script, expected) => {
    expect(read(script)).toContain(expected);
  });

  test('in a loop over known words is one for each', () => {
    expect(
      buildLines({
        'build.sh': 'for s in a b; do docker build -t org/$s $s; done',
        'a/Dockerfile': plain,
        'b/Dockerfile': plain,
      }),
    ).toEqual(['a: a/Dockerfile in a, as org/a', 'b: b/Dockerfile in b, as org/b']);
  });

  test.each([
    [
      'docker build "$1"',
      'build.sh:1: What this command builds is not known: dockerfile: it lies in a context that is not resolved.',
    ],
    [
      'docker build -f "$1" .',
      'build.sh:1: What this command builds is not known: dockerfile: $1 is what the script is called with.',
    ],
    [
      'X=a\nX=b\ndocker build $X',
      'build.sh:3: What this command builds is not known: dockerfile: it lies in a context that is not resolved.',
    ],
    [
      'cd "$ELSEWHERE"\ndocker build .',
      'build.sh:2: What this command builds is not known: dockerfile: it lies in a context that is not resolved.',
    ],
    [
      'docker build - < Dockerfile',
      'build.sh:1: What this command builds is not known: dockerfile: it is read from standard input.',
    ],
  ])('whose Dockerfile is not known is told: %j', (script, expected) => {
    expect(noticeLines({ 'build.sh': script })).toContain(expected);
  });

  test.each([
    'docker run build .',
    'echo docker build .',
    'docker compose build',
    '# docker build .',
    'docker pull build',
  ])('is not %j', (script) => {
    expect(discover({ 'build.sh': script })).toEqual({ builds: [], notices: [] });
  });

  test('that bakes declares its targets once more', () => {
    const { builds } = discover({
      'docker-bake.hcl':
        'group "default" { targets = ["a"] }\ntarget "a" { target = "a" }\ntarget "b" { target = "b" }\n',
      'build.sh': 'docker buildx bake\n',
      Makefile: 'b:\n\tdocker buildx bake -f docker-bake.hcl b\n',
      Dockerfile: plain,
    });
    expect(builds.map(({ id, origins }) => [id, origins.map(({ path, line }) => `${path}:${line}`)])).toEqual([
      ['docker-bake.hcl#a', ['docker-bake.hcl:2', 'build.sh:1']],
      ['docker-bake.hcl#b', ['docker-bake.hcl:3', 'Makefile:2']],
    ]);
  });

  describe('of compose', () => {
    test.each<readonly [string, readonly string[]]>([
      ['docker compose build', ['a  {}', 'b  {}']],
      ['docker compose build b', ['b  {}']],
      ['docker-compose --profile x up -d --build b', ['b  {}']],
      ['docker compose -f compose.yaml -f extra.yaml build', ['build.sh#a x {}', 'b  {}']],
      ['docker compose --file=compose.yaml build --build-arg V=1 a', ['build.sh#a  {"V":"1"}']],
      ['docker compose -f nowhere.yaml build', []],
      ['docker compose -f "$F" build', []],
      ['docker compose down', []],
      ['docker compose --project-directory a build', []],
    ])('%s', (script, expected) => {
      expect(composed(script)).toEqual(expected);
    });
  });

  test('in a script below the root counts from where its Dockerfiles are', () => {
    expect(buildLines({ 'hack/build.sh': 'docker build -t x .', 'hack/Dockerfile': plain })).toEqual([
      'x: hack/Dockerfile in hack, as x',
    ]);
    expect(buildLines({ 'hack/build.sh': 'docker build -t x .', Dockerfile: plain })).toEqual([
      'x: Dockerfile in ., as x',
    ]);
  });
});

const rows: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'a script without an ending, in a folder of scripts',
    {
      'hack/shell': '#!/usr/bin/env bash\ndocker build -t x --target dev .\n',
      'hack/notes': 'docker build -t y .\n',
      'docs/shell': '#!/bin/sh\ndocker build -t z .\n',
      Dockerfile: plain,
    },
    ['x-dev: Dockerfile in ., target dev, as x'],
  ],
  [
    'makefile: variables put in, each recipe line in the folder of the makefile',
    {
      'a/Makefile': lines(
        'NAME := org/x',
        'TAG ?= 1',
        'IMAGE = $(NAME):$(TAG)',
        'image: deps ## build',
        '\t@docker build -t $(IMAGE) \\',
        '\t  --build-arg V=$${V} .',
      ),
      'a/Dockerfile': plain,
    },
    ['x: a/Dockerfile in a, as org/x:1, unresolved build argument V: the variable V is not set here'],
  ],
  [
    'makefile: what make computes is not known',
    {
      Makefile: lines('V := $(shell git describe)', 'image:', '\tdocker build -t x:$(V) -f Dockerfile .'),
      Dockerfile: plain,
    },
    [
      'Dockerfile: Dockerfile in ., unresolved tag x:$(shell git describe): $(shell git describe) is known when make runs',
    ],
  ],
  [
    'makefile: the branch of a conditional that holds when nothing is set from outside',
    {
      Makefile: lines(
        'MODE ?= dev',
        'ifeq ($(MODE),dev)',
        'FILE := dev.Dockerfile',
        'else',
        'FILE := Dockerfile',
        'endif',
        'ifdef CI',
        'NAME := ci',
        'else ifneq "$(MODE)" "test"',
        'NAME := local',
        'endif',
        'image:',
        '\tdocker build -t $(NAME) -f $(FILE) .',
      ),
      'dev.Dockerfile': plain,
    },
    ['local: dev.Dockerfile in ., as local'],
  ],
  [
    'makefile: each branch of a conditional that only make can decide',
    {
      Makefile: lines(
        'ifeq ($(shell uname),Darwin)',
        'BUILD := docker buildx build --platform linux/amd64',
        'else',
        'BUILD := docker build --build-arg LOCAL=1',
        'endif',
        'image:',
        '\t$(BUILD) -t x .',
      ),
      Dockerfile: plain,
    },
    ['Makefile#x: Dockerfile in ., args LOCAL=1, as x', 'Makefile#x~2: Dockerfile in ., for linux/amd64, as x'],
  ],
  [
    'makefile: variables that grow, that are set again, and those set by a rule’s side',
    {
      Makefile: lines(
        'ARGS := --build-arg A=1',
        'ARGS += --build-arg B=2',
        'NAME = old',
        'define HELP',
        'NAME = help',
        'endef',
        '# NAME = comment',
        'LATE = $(NAME)',
        'NOW := $(NAME)',
        'NAME = new',
        'image: NAME = side',
        'image:',
        '\tdocker build $(ARGS) -t $(LATE) -t $(NOW) .',
      ),
      Dockerfile: plain,
    },
    ['new: Dockerfile in ., args A=1 B=2, as new old'],
  ],
  [
    'makefile: another that it includes runs in its folder',
    {
      'a/Makefile': lines('MK := mk', 'include $(MK)/images.mk missing.mk', '-include ../shared.mk'),
      'a/mk/images.mk': lines('image:', '\tdocker build -t x .'),
      'shared.mk': lines('include mk/images.mk', 'other:', '\tdocker build -t y -f other.Dockerfile .'),
      'alone.mk': lines('image:', '\tdocker build -t z .'),
      'a/Dockerfile': plain,
      'a/other.Dockerfile': plain,
      Dockerfile: plain,
    },
    ['x: a/Dockerfile in a, as x', 'z: Dockerfile in ., as z', 'y: a/other.Dockerfile in a, as y'],
  ],
  [
    'package.json: scripts run in its folder',
    { 'web/package.json': JSON.stringify({ scripts: { image: 'docker build -t x .' } }), 'web/Dockerfile': plain },
    ['x: web/Dockerfile in web, as x'],
  ],
  [
    'GitLab CI: before_script and script are one shell, variables of file and job',
    {
      '.gitlab-ci.yml': lines(
        'variables:',
        '  NAME: org/x',
        'build:',
        '  variables: {TAG: "2"}',
        '  before_script:',
        '    - cd app',
        '  script:',
        '    - docker build -t $NAME:$TAG .',
        '    - |',
        '      docker build -t y \\',
        '        -f dev.Dockerfile .',
      ),
      'app/Dockerfile': plain,
      'app/dev.Dockerfile': plain,
    },
    ['x: app/Dockerfile in app, as org/x:2', 'y: app/dev.Dockerfile in app, as y'],
  ],
  [
    'Cloud Build: arguments of the docker builder, shell lines, substitutions',
    {
      'cloudbuild.yaml': lines(
        'steps:',
        '- name: gcr.io/cloud-builders/docker',
        '  args: [build, -t, "gcr.io/$PROJECT_ID/x", -t, "x:$_TAG", .]',
        '  dir: app',
        '- name: gcr.io/cloud-builders/docker',
        '  entrypoint: bash',
        '  args: ["-c", "docker build -t y -f dev.Dockerfile ."]',
        'substitutions: {_TAG: v1}',
      ),
      'app/Dockerfile': plain,
      'dev.Dockerfile': plain,
    },
    [
      'x: app/Dockerfile in app, as x:v1, unresolved tag gcr.io/$PROJECT_ID/x: the substitution PROJECT_ID is known when Cloud Build runs',
      'y: dev.Dockerfile in ., as y',
    ],
  ],
  [
    'skaffold: artifacts of all documents and of profiles',
    {
      'skaffold.yaml': lines(
        'build:',
        '  platforms: [linux/amd64]',
        '  artifacts:',
        '  - image: org/web',
        '    context: web',
        '    docker: {dockerfile: docker/prod.Dockerfile, target: app, buildArgs: {A: "1", T: "{{.T}}"}}',
        '    requires: [{image: org/base, alias: BASE}]',
        '  - {image: jvm, jib: {}}',
        '---',
        'profiles:',
        '- name: dev',
        '  build: {artifacts: [{image: dev}]}',
      ),
      'web/docker/prod.Dockerfile': plain,
      Dockerfile: plain,
    },
    [
      'dev: Dockerfile in ., as dev',
      'web: web/docker/prod.Dockerfile in web, target app, args A=1 BASE=org/base, for linux/amd64, as org/web, unresolved build argument T: "{{.T}}" is a template that skaffold fills in',
    ],
  ],
  [
    'devcontainer: with comments and trailing commas',
    {
      '.devcontainer/devcontainer.json':
        '{ // dev\n "build": { "dockerfile": "Dockerfile", "context": "..", "target": "dev", "args": { "V": "1", "U": "${localEnv:U}" }, },\n}',
      '.devcontainer/Dockerfile': plain,
    },
    [
      'devcontainer: .devcontainer/Dockerfile in ., target dev, args V=1, unresolved build argument U: "${localEnv:U}" is known where the container is started',
    ],
  ],
  [
    'skaffold: what a profile patches of an artifact',
    {
      'skaffold.yaml': lines(
        'build:',
        '  artifacts:',
        '  - {image: web, context: web, docker: {dockerfile: Dockerfile}}',
        '  - {image: api, context: api}',
        'profiles:',
        '- name: debug',
        '  patches:',
        '  - {op: replace, path: /build/artifacts/0/docker/dockerfile, value: Dockerfile.debug}',
        '- name: more',
        '  patches:',
        '  - {op: add, path: /build/artifacts/-, value: {image: more}}',
        '  - {op: add, path: /build/artifacts/1/docker, value: {target: dev}}',
      ),
      'web/Dockerfile': plain,
      'web/Dockerfile.debug': plain,
      'api/Dockerfile': plain,
      Dockerfile: plain,
    },
    [
      'skaffold.yaml#api: api/Dockerfile in api, as api',
      'skaffold.yaml#api~2: api/Dockerfile in api, target dev, as api',
      'more: Dockerfile in ., as more',
      'web: web/Dockerfile in web, as web',
      'web-debug: web/Dockerfile.debug in web, as web',
    ],
  ],
  [
    'devcontainer: the older form',
    { '.devcontainer.json': '{"dockerFile": "dev.Dockerfile"}', 'dev.Dockerfile': plain },
    ['devcontainer: dev.Dockerfile in .'],
  ],
];

test.each(rows)('%s', (_, files, expected) => {
  expect(buildLines(files)).toEqual(expected);
});

test.each<readonly [string, Files, string, number, number]>([
  ['shell', { 'x.sh': '\n  docker build .\n', Dockerfile: plain }, 'x.sh', 2, 3],
  ['makefile', { Makefile: 'a:\n\t@docker build .\n', Dockerfile: plain }, 'Makefile', 2, 3],
  ['npm', { 'package.json': '{"scripts": {\n  "b": "docker build ."}}', Dockerfile: plain }, 'package.json', 2, 3],
  [
    'GitLab',
    { '.gitlab-ci.yml': 'b:\n  script:\n    - |\n      echo\n      docker build .\n', Dockerfile: plain },
    '.gitlab-ci.yml',
    5,
    7,
  ],
  [
    'Cloud Build',
    { 'cloudbuild.yaml': 'steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, .]\n', Dockerfile: plain },
    'cloudbuild.yaml',
    2,
    3,
  ],
  ['skaffold', { 'skaffold.yaml': 'build:\n  artifacts:\n  - image: a\n', Dockerfile: plain }, 'skaffold.yaml', 3, 5],
  [
    'devcontainer',
    { 'devcontainer.json': '{\n "build": {"dockerfile": "Dockerfile"}}', Dockerfile: plain },
    'devcontainer.json',
    2,
    26,
  ],
])('a build of %s knows its place', (_, files, path, line, column) => {
  expect(discover(files).builds.flatMap(({ origins }) => origins)).toMatchObject([{ path, line, column }]);
});

test('skaffold: a patch that leads nowhere is told', () => {
  const patches = '[{op: replace, path: /build/artifacts/7/docker/dockerfile, value: x}]';
  const text = lines('build: {artifacts: [{image: a}]}', 'profiles:', '- name: debug', `  patches: ${patches}`);
  expect(noticeLines({ 'skaffold.yaml': text, Dockerfile: plain })).toEqual([
    'skaffold.yaml:4: The patch of "/build/artifacts/7/docker/dockerfile" leads to nothing in this file.',
  ]);
});
