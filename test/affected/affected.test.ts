import { describe, expect, test } from 'vitest';
import { affected, type Affected } from '../../analyzer/affected/affected.ts';
import { affectedMarkdown } from '../../analyzer/affected/affected-markdown.ts';
import { affectedMatrix } from '../../analyzer/affected/affected-matrix.ts';
import { affectedText } from '../../analyzer/affected/affected-text.ts';
import { namedFilesChange } from '../../analyzer/affected/named-files.ts';
import { treeChange } from '../../analyzer/affected/tree-change.ts';
import { builders } from '../../analyzer/cache/builder.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';

type Files = Readonly<Record<string, MemoryFile>>;

const shop: Files = {
  'base/Dockerfile': 'FROM debian:12\nRUN apt-get update\n',
  'api/Dockerfile': 'FROM shop/base:1\nWORKDIR /app\nCOPY . .\nRUN make\n',
  'api/main.c': 'int main;\n',
  'web/Dockerfile': [
    'FROM node:22 AS build',
    'WORKDIR /app',
    'COPY package.json ./',
    'RUN npm ci',
    'COPY src ./src',
    'RUN npm run build',
    'FROM nginx:1',
    'COPY --from=build /app/dist /usr/share/nginx/html',
    '',
  ].join('\n'),
  'web/package.json': '{}\n',
  'web/src/app.ts': 'export {};\n',
  'compose.yaml': [
    'services:',
    '  base: { image: shop/base:1, build: base }',
    '  api: { image: shop/api:1, build: api }',
    '  web: { image: shop/web:1, build: web }',
    '',
  ].join('\n'),
};

/** A Dockerfile whose first stage stands on an argument. */
function modes(mode: string): string {
  return `FROM alpine:3 AS first\nARG MODE=${mode}\nCOPY f d /\nRUN make $MODE\nFROM first AS last\nRUN end\nFROM first AS other\nRUN tool\n`;
}

/** A compose file of two services that build it; `parts` are those of the first one's `build`. */
function declared(parts: Readonly<Record<string, string>>, hasTool = true): string {
  const app = { context: '.', target: 'first', ...parts };
  const lines = Object.entries(app).map(([key, value]) => `      ${key}: ${value}\n`);
  const tool = hasTool ? '  tool:\n    build: { context: ., target: other }\n' : '';
  return `services:\n${tool}  app:\n    build:\n${lines.join('')}`;
}

interface Asked {
  readonly files?: Readonly<Record<string, MemoryFile | null>>;
  readonly named?: readonly string[];
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly baseImages?: readonly string[];
  readonly builder?: keyof typeof builders;
}

function ask(
  { files = {}, named = [], buildArgs = {}, baseImages = [], builder = 'buildkit' }: Asked,
  from = shop,
): Affected {
  const changed: Record<string, MemoryFile> = { ...from };
  for (const [path, file] of Object.entries(files)) {
    if (file === null) delete changed[path];
    else changed[path] = file;
  }
  const before = memoryFileTree(from);
  const after = memoryFileTree(changed);
  const change = { before, after, files: treeChange(before, after) };
  return affected({
    change: namedFilesChange(change, named),
    unknownFiles: named,
    buildArgs,
    baseImages,
    builder: builders[builder],
    configuration: {},
    cacheFrom: null,
  });
}

/** `name: status` of each affected build. */
function statuses(answer: Affected): readonly string[] {
  return answer.builds.filter(({ isAffected }) => isAffected).map(({ build, status }) => `${build.name}: ${status}`);
}

describe('which builds a change affects', () => {
  test.each<[change: string, Asked, readonly string[]]>([
    ['nothing', {}, []],
    ['a file that no build takes', { files: { 'README.md': 'x' } }, []],
    ['a source file', { files: { 'web/src/app.ts': 'let a;\n' } }, ['web: rebuilt']],
    ['a new file below a copied folder', { files: { 'web/src/b.ts': 'x' } }, ['web: rebuilt']],
    ['a file beside what is copied', { files: { 'web/notes.md': 'x' } }, []],
    ['a file of a context that is copied whole', { files: { 'api/notes.md': 'x' } }, ['api: rebuilt']],
    ['a deleted file', { files: { 'api/main.c': null } }, ['api: rebuilt']],
    ['a renamed file', { files: { 'api/main.c': null, 'api/core.c': 'int main;\n' } }, ['api: rebuilt']],
    [
      'the Dockerfile of an image that another starts from',
      { files: { 'base/Dockerfile': 'FROM debian:12\nRUN true\n' } },
      ['api: rebuilt', 'base: rebuilt'],
    ],
    [
      'only its labels, which the child inherits',
      { files: { 'base/Dockerfile': `${String(shop['base/Dockerfile'])}LABEL a=1\n` } },
      ['api: config', 'base: config'],
    ],
    [
      'its environment, which the child inherits',
      { files: { 'base/Dockerfile': `${String(shop['base/Dockerfile'])}ENV A=1\n` } },
      ['api: rebuilt', 'base: config'],
    ],
    [
      'a comment in a Dockerfile that is not copied',
      { files: { 'web/Dockerfile': `# web\n${String(shop['web/Dockerfile'])}` } },
      [],
    ],
    [
      'a comment in a Dockerfile that is',
      { files: { 'api/Dockerfile': `# api\n${String(shop['api/Dockerfile'])}` } },
      ['api: rebuilt'],
    ],
    [
      'an ignore file that holds back the only change',
      { files: { 'api/.dockerignore': '.dockerignore\n*.md\n', 'api/a.md': 'x' } },
      [],
    ],
    [
      'a Dockerfile that no longer builds',
      { files: { 'web/Dockerfile': 'FROM node:22\nCOPPY x y\n' } },
      ['web: rejected'],
    ],
    ['a moved base image', { baseImages: ['docker.io/library/node:22'] }, ['web: rebuilt']],
    ['the base of a base', { baseImages: ['docker.io/library/debian:12'] }, ['api: rebuilt', 'base: rebuilt']],
    ['a build argument that nothing declares', { buildArgs: { X: '1' } }, []],
    ['a file by name', { named: ['web/package.json'] }, ['web: rebuilt']],
    ['a Dockerfile by name', { named: ['web/Dockerfile'] }, ['web: rebuilt']],
    ['a file by name that is gone', { named: ['api/gone.c'] }, ['api: rebuilt']],
  ])('%s', (_, asked, expected) => {
    expect(statuses(ask(asked))).toEqual(expected);
  });

  test('a service that appears, and one that disappears', () => {
    const compose = String(shop['compose.yaml']).replace('  web:', '  site:').replace('shop/web', 'shop/site');
    const answer = statuses(
      ask({ files: { 'compose.yaml': compose.replace('build: api', 'build: { context: api, target: x }') } }),
    );
    expect(answer).toContain('api: rejected');
  });

  test.each<[change: string, Asked, readonly string[]]>([
    ['another value of an argument', { buildArgs: { MODE: 'dev' } }, ['app: rebuilt', 'tool: rebuilt']],
    [
      'an argument of one service',
      { files: { 'compose.yaml': declared({ args: '{ MODE: dev }' }) } },
      ['app: rebuilt'],
    ],
    ['its default in the Dockerfile', { files: { Dockerfile: modes('dev') } }, ['app: rebuilt', 'tool: rebuilt']],
    ['another target', { files: { 'compose.yaml': declared({ target: 'last' }) } }, ['app: rebuilt']],
    ['another platform', { files: { 'compose.yaml': declared({ platforms: '[linux/arm64]' }) } }, ['app: rebuilt']],
    [
      'another context',
      { files: { 'compose.yaml': declared({ context: './sub', dockerfile: '../Dockerfile' }) } },
      ['app: rebuilt'],
    ],
    ['what is no part of a build', { files: { 'compose.yaml': `${declared({})}    environment: { A: b }\n` } }, []],
    ['a service that goes', { files: { 'compose.yaml': declared({}, false) } }, ['tool: removed']],
    ['permissions of a copied file', { files: { f: { text: '1', mode: 0o755 } } }, ['app: rebuilt', 'tool: rebuilt']],
    ['permissions of another file', { files: { g: { text: '1', mode: 0o755 } } }, []],
    [
      'an ignore file that hides a copied file',
      { files: { '.dockerignore': 'd/x\n' } },
      ['app: rebuilt', 'tool: rebuilt'],
    ],
    ['an ignore file that hides another one', { files: { '.dockerignore': 'g\n' } }, []],
  ])('how a build is declared: %s', (_, asked, expected) => {
    const declaredBuilds: Files = {
      Dockerfile: modes('prod'),
      'compose.yaml': declared({}),
      f: '1',
      g: '1',
      'd/x': '1',
      'd/y': '1',
      'sub/f': '2',
      'sub/d/y': '1',
    };
    expect(statuses(ask(asked, declaredBuilds))).toEqual(expected);
  });

  test('a build that moves finds its layers in the cache', () => {
    const moved = { 'tool/Dockerfile': 'FROM alpine:3\nRUN x\n' };
    const answer = ask({ files: { 'tool/Dockerfile': null, 'tools/Dockerfile': 'FROM alpine:3\nRUN x\n' } }, moved);
    expect(answer.builds.map(({ status }) => status).toSorted()).toEqual(['new', 'removed']);
    expect(answer.builds.flatMap(({ steps }) => steps.map(({ status }) => status))).toEqual(['cached']);
  });

  test('another target of a bake file that a named context takes', () => {
    const baked = {
      'docker-bake.hcl':
        'target "one" { context = "one" }\ntarget "two" {\n  context = "two"\n  contexts = { b = "target:one" }\n}\n',
      'one/Dockerfile': 'FROM alpine:3\nRUN x\n',
      'two/Dockerfile': 'FROM b\nRUN y\n',
    };
    const files = { 'one/Dockerfile': 'FROM alpine:3\nRUN z\n' };
    expect(statuses(ask({ files }, baked))).toEqual(['one: rebuilt', 'two: rebuilt']);
    expect(statuses(ask({ files, builder: 'buildah' }, baked))).toEqual(['one: rebuilt', 'two: rebuilt']);
  });

  test('waves: an image before those that start from it', () => {
    const { waves, builds } = ask({ baseImages: ['docker.io/library/debian:12', 'docker.io/library/nginx:1'] });
    const nameOf = new Map(builds.map(({ build }) => [build.id, build.name]));
    expect(waves.map((ids) => ids.map((id) => nameOf.get(id) ?? '').toSorted())).toEqual([['base', 'web'], ['api']]);
  });
});

describe('how it is told', () => {
  const digest = (digit: string): string => `@sha256:${digit.repeat(64)}`;

  test.each<[what: string, before: string, after: string, sentence: string]>([
    [
      'another tag of its base image',
      'FROM node:22\nRUN x\n',
      'FROM node:24\nRUN x\n',
      'RUN x (Dockerfile:2) is rebuilt: its base image is node:24 (line 1), it was node:22.',
    ],
    [
      'another digest of its base image',
      `FROM ghcr.io/a/b:1${digest('1')}\nRUN x\n`,
      `FROM ghcr.io/a/b:1${digest('2')}\nRUN x\n`,
      'RUN x (Dockerfile:2) is rebuilt: its base image is ghcr.io/a/b:1@sha256:222222222222… (line 1), it was ghcr.io/a/b:1@sha256:111111111111….',
    ],
    [
      'files of another step than before',
      'FROM node:22 AS a\nRUN x\nRUN y\nFROM alpine:3\nCOPY --from=a /o /o\n',
      'FROM node:22 AS a\nRUN x\nFROM a AS b\nRUN y\nFROM alpine:3\nCOPY --from=a /o /o\n',
      'COPY --from=a /o /o (Dockerfile:6) is rebuilt unless it takes the same files as a step that was built before.',
    ],
    [
      'another image where nothing stands on it',
      'FROM node:22\nEXPOSE 80\n',
      'FROM node:24\nEXPOSE 80\n',
      'FROM node:24 (Dockerfile:1) is another image than before: its base image is node:24 (line 1), it was node:22.',
    ],
  ])('%s', (_, before, after, sentence) => {
    const told = affectedText(ask({ files: { 'a/Dockerfile': after } }, { 'a/Dockerfile': before }), false);
    expect(told.split('\n').map((line) => line.trim())).toContain(sentence);
  });

  test('of equal steps in two stages that of the same stage', () => {
    const dockerfile = (flag: string): string =>
      `FROM node:22 AS build\nCOPY p /\nRUN npm ci\nFROM node:22 AS deps\nCOPY p /\nRUN npm ci ${flag}\nFROM node:22\nCOPY --from=build /m /b\nCOPY --from=deps /m /d\n`;
    const twins = { 'a/Dockerfile': dockerfile('--omit=dev'), 'a/p': '1' };
    const told = affectedText(ask({ files: { 'a/p': '2' } }, twins), false);
    expect(told).toContain('RUN npm ci (:3) follows it in the same stage.');
    expect(told).toContain('RUN npm ci --omit=dev (:6) follows it in the same stage.');
  });

  test('a Dockerfile of FROM alone, by every builder', () => {
    const alone = { 'a/Dockerfile': 'FROM node:22\nEXPOSE 80\n' };
    for (const builder of ['buildkit', 'classic', 'buildah'] as const) {
      expect(statuses(ask({ baseImages: ['docker.io/library/node:22'], builder }, alone))).toEqual(['a: rebuilt']);
    }
  });

  test.each<[what: string, base: string, from: string, to: string, sentence: string]>([
    [
      'is rebuilt',
      'RUN x\n',
      'RUN x',
      'RUN y',
      'RUN z (Dockerfile:2) is rebuilt: its base image shop/base:1 is made anew by build base.',
    ],
    [
      'may be',
      'RUN x\nFROM a:1\nCOPY --from=0 /o /o\n',
      'RUN x',
      'RUN y',
      'RUN z (Dockerfile:2) is rebuilt only if build base makes another shop/base:1.',
    ],
  ])('a base image of the same repository that %s', (_, base, from, to, sentence) => {
    const files = {
      'base/Dockerfile': `FROM a:1\n${base}`,
      'api/Dockerfile': 'FROM shop/base:1\nRUN z\n',
      'compose.yaml':
        'services:\n  base: { image: shop/base:1, build: base }\n  api: { image: shop/api:1, build: api }\n',
    };
    const change = { files: { 'base/Dockerfile': files['base/Dockerfile'].replace(from, to) } };
    expect(affectedText(ask(change, files), false)).toContain(sentence);
  });

  const answer = ask({ files: { 'web/src/app.ts': 'let a;\n' } });

  test('in sentences', () => {
    expect(affectedText(answer, false)).toBe(`1 of 3 builds is affected by 1 changed file.

web (web/Dockerfile, context web): rebuilt
  COPY src ./src (Dockerfile:5) is rebuilt: web/src/app.ts changed.
  RUN npm run build (:6) follows it in the same stage.
  COPY --from=build /app/dist /usr/share/nginx/html (:8) is rebuilt only if that RUN writes something else to /app/dist.
`);
  });

  test('as a CI matrix, one wave or all', () => {
    const both = ask({ baseImages: ['docker.io/library/debian:12'] });
    expect(affectedMatrix(both, 0).include.map(({ name, wave }) => `${name} ${wave}`)).toEqual(['base 1', 'api 2']);
    expect(affectedMatrix(both, 2).include.map(({ name }) => name)).toEqual(['api']);
    expect(affectedMatrix(ask({}), 0)).toEqual({ include: [] });
  });

  test('as a CI matrix with what docker/build-push-action takes', () => {
    const files = {
      'compose.yaml': [
        'services:',
        '  base: { image: shop/base:2, build: base }',
        '  api:',
        '    build:',
        '      context: api',
        '      args: { MODE: fast, TEXT: "two\\nlines", CODE: "a=1,b=\\"2\\"" }',
        '      additional_contexts: { "shop/base:1": "service:base", docs: ./docs, tools: "docker-image://alpine:3.20" }',
        '',
      ].join('\n'),
    };
    const job = affectedMatrix(ask({ files }), 0).include.find(({ name }) => name === 'api');
    expect(job?.['build-args'].split('\n')).toEqual(['CODE=a=1,b="2"', 'MODE=fast', '"TEXT=two', 'lines"']);
    expect(job?.['build-contexts'].split('\n')).toEqual([
      'docs=docs',
      'shop/base:1=docker-image://shop/base:2',
      'tools=docker-image://alpine:3.20',
    ]);
  });

  test('in sentences of Markdown, each step by name once', () => {
    const lines = affectedMarkdown(answer).split('\n');
    expect(lines).toContain('- RUN npm run build \\(:6\\) follows it in the same stage.');
    expect(lines).toContain('| `web` `web/Dockerfile`, context `web` | rebuilt | 2 | 1 | 1 |');
  });

  test('as Markdown in which nothing from a repository is markup', () => {
    const hostile = { 'a/Dockerfile': 'FROM alpine\nCOPY . .\nRUN echo "<img src=x> | @team"\n', 'a/f': '1' };
    const markdown = affectedMarkdown(ask({ files: { 'a/f': '2' } }, hostile));
    expect(markdown).not.toContain('<img');
    expect(markdown).not.toContain('@team');
  });

  test('by other builders: a label rebuilds what follows it', () => {
    const labelled = { 'a/Dockerfile': 'FROM alpine\nLABEL v=1\nRUN x\n' };
    const files = { 'a/Dockerfile': 'FROM alpine\nLABEL v=2\nRUN x\n' };
    expect(statuses(ask({ files }, labelled))).toEqual(['a: config']);
    expect(statuses(ask({ files, builder: 'classic' }, labelled))).toEqual(['a: rebuilt']);
  });
});

describe('an image that is known by its name alone', () => {
  const files: Files = {
    'base/Dockerfile': 'FROM debian:12\nRUN apt-get update\n',
    'today/Dockerfile': 'FROM quay.io/org/base\nRUN true\n',
    'pinned/Dockerfile': 'FROM quay.io/org/base:2021-01\nRUN true\n',
  };

  test('is certainly another one by its usual tag, and perhaps by any other', () => {
    const change = { 'base/Dockerfile': 'FROM debian:12\nRUN apt-get upgrade\n' };
    expect(statuses(ask({ files: change }, files))).toEqual([
      'base: rebuilt',
      'pinned: output-dependent',
      'today: rebuilt',
    ]);
  });
});
