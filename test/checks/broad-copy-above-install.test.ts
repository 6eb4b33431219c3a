import { describe, expect, test } from 'vitest';
import { foundBy, lines, placesOf } from './found-by.ts';

const rule = 'broad-copy-above-install';
const node = { 'package.json': '{"dependencies":{"left":"1"}}', 'server.js': '' };

/** A project of each manager: its manifest and a source file. */
const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  node,
  pip: { 'requirements.txt': 'flask==3.0\n', 'app.py': '' },
  pyproject: { 'pyproject.toml': '[project]\n', 'app.py': '' },
  go: { 'go.mod': 'module x\nrequire y v1.0.0\n', 'go.sum': 'y v1 h1:\n', 'main.go': '' },
  cargo: { 'Cargo.toml': '[package]\n', 'src/main.rs': '' },
  maven: { 'pom.xml': '<project/>', 'src/Main.java': '' },
  gradle: { 'build.gradle.kts': '', 'src/Main.kt': '' },
  dotnet: { 'app.csproj': '<PackageReference Include="x" />', 'Program.cs': '' },
  composer: { 'composer.json': '{}', 'index.php': '' },
  bundler: { Gemfile: "gem 'rails'\n", 'app.rb': '' },
};

describe('fires where all the source is copied above', () => {
  test.each([
    ['node', 'npm ci'],
    ['node', 'npm install --omit=dev'],
    ['node', 'npm --prefix web ci'],
    ['node', 'yarn'],
    ['node', 'yarn install --frozen-lockfile'],
    ['node', 'pnpm i'],
    ['node', 'bun install'],
    ['node', 'apt-get update && cd web && npm ci && npm run build'],
    ['node', 'if [ -f package.json ]; then npm ci; fi'],
    ['pip', 'pip install --no-cache-dir -r requirements.txt'],
    ['pip', 'python3 -m pip install -r /app/requirements.txt'],
    ['pip', 'uv pip install --system -r requirements.txt'],
    ['pyproject', 'poetry install --no-root'],
    ['pyproject', 'uv sync --frozen'],
    ['go', 'go mod download'],
    ['go', 'CGO_ENABLED=0 go build -o /x ./...'],
    ['cargo', 'cargo build --release'],
    ['maven', './mvnw -B -DskipTests package'],
    ['maven', 'mvn dependency:go-offline'],
    ['gradle', './gradlew --no-daemon :app:bootJar'],
    ['dotnet', 'dotnet restore'],
    ['dotnet', 'dotnet publish -c Release -o /x'],
    ['composer', 'composer install --no-dev'],
    ['bundler', 'bundle install --jobs 4'],
  ])('%s: %s', (project, command) => {
    const files = { ...projects[project], Dockerfile: lines('FROM x', 'WORKDIR /app', 'COPY . .', `RUN ${command}`) };
    expect(placesOf(rule, files)).toEqual(['Dockerfile:3']);
  });

  test.each([
    ['exec form', 'RUN ["npm", "ci"]'],
    ['a shell in exec form', 'RUN ["sh", "-c", "npm ci"]'],
    ['a here-document', 'RUN <<EOF\nset -e\nnpm ci\nEOF'],
    ['a here-document for a shell', 'RUN <<EOF\n#!/bin/bash\nnpm ci\nEOF'],
    ['a line over several', 'RUN set -e; \\\n  # all of it\n  npm \\\n    ci'],
    ['a program that runs it', 'RUN sudo -u node env CI=1 npm ci'],
  ])('%s', (_form, run) => {
    expect(placesOf(rule, { ...node, Dockerfile: lines('FROM x', 'COPY . /app', run) })).toEqual(['Dockerfile:2']);
  });

  test('through the stage that this one starts from, at the copy furthest down', () => {
    const Dockerfile = lines('FROM x AS source', 'COPY . .', 'FROM source', 'COPY . .', 'RUN npm ci');
    expect(placesOf(rule, { ...node, Dockerfile })).toEqual(['Dockerfile:2']);
  });

  test('and costs the steps that would be kept: not those that need the source anyway', () => {
    const Dockerfile = lines('FROM x', 'COPY . .', 'RUN npm ci', 'RUN npm run build');
    const [finding] = foundBy(rule, { ...node, Dockerfile });
    expect(finding?.cost).toEqual({ steps: 1, builds: 1 });
    expect(finding?.message).toContain('"npm ci" on line 3');
  });

  test('and costs no step where the install also compiles the source: it fetches everything again', () => {
    const Dockerfile = lines('FROM x', 'COPY . .', 'RUN cargo build --release');
    const [finding] = foundBy(rule, { ...projects['cargo'], Dockerfile });
    expect(finding?.cost).toEqual({ steps: 0, builds: 0 });
    expect(finding?.message).toContain('"cargo build" on line 3 fetch all dependencies again');
    expect(finding?.hint).toContain('a RUN of its own');
  });

  test('and costs as much as all builds together', () => {
    const Dockerfile = lines('FROM x', 'COPY . .', 'RUN npm ci');
    const services =
      'services:\n  a: { build: { context: ., args: { X: 1 } } }\n  b: { build: { context: . , target: "", args: { X: 2 } } }\n';
    expect(foundBy(rule, { ...node, Dockerfile, 'compose.yaml': services }).map(({ cost }) => cost)).toEqual([
      { steps: 2, builds: 2 },
    ]);
  });
});

describe('does not fire where', () => {
  test.each([
    ['only the manifest is copied above', node, ['COPY package.json ./', 'RUN npm ci', 'COPY . .']],
    [
      'the same manager installed before',
      node,
      ['COPY package.json ./', 'RUN npm ci', 'COPY . .', 'RUN npm ci --omit=dev'],
    ],
    ['a package is named', node, ['COPY . .', 'RUN npm install -g serve']],
    ['nothing is installed', node, ['COPY . .', 'RUN npm run build']],
    ['the install is in a text', node, ['COPY . .', 'RUN echo "npm ci"']],
    ['another shell runs it', node, ['SHELL ["powershell"]', 'COPY . .', 'RUN npm ci']],
    ['the manifest is not there', { 'server.js': '' }, ['COPY . .', 'RUN npm ci']],
    ['the manifest names no dependency', { ...node, 'package.json': '{"name":"x"}' }, ['COPY . .', 'RUN npm ci']],
    [
      'a script of the manifest may need the source',
      { ...node, 'package.json': '{"dependencies":{},"scripts":{"postinstall":"node x"}}' },
      ['COPY . .', 'RUN npm ci'],
    ],
    [
      'a script of the manifest of the workspace may need the source of its packages',
      {
        'package.json': '{"dependencies":{"a":"1"},"scripts":{"postinstall":"npm run build"}}',
        'lib/package.json': '{"dependencies":{"b":"1"}}',
        'lib/index.js': '',
      },
      ['COPY package.json /app/', 'COPY lib /app/lib', 'RUN npm ci', 'COPY . .'],
    ],
    [
      'the folder holds requirements only',
      { 'req/base.txt': 'flask', 'app.py': '' },
      ['COPY req/ /req/', 'RUN pip install -r /req/base.txt', 'COPY . .'],
    ],
    ['the source itself is installed', projects['pip'], ['COPY . .', 'RUN pip install .']],
    [
      'the requirements name the source',
      { 'requirements.txt': '-e .\n', 'app.py': '' },
      ['COPY . .', 'RUN pip install -r requirements.txt'],
    ],
    ['modules are vendored', { ...projects['go'], 'vendor/modules.txt': '' }, ['COPY . .', 'RUN go build']],
    ['there are no modules', { 'go.mod': 'module x', 'main.go': '' }, ['COPY . .', 'RUN go build']],
    [
      'a cache mount keeps what a compiler downloads',
      projects['go'],
      ['COPY . .', 'RUN --mount=type=cache,target=/root/.cache go build'],
    ],
    [
      'dotnet restored before',
      projects['dotnet'],
      ['COPY app.csproj .', 'RUN dotnet restore', 'COPY . .', 'RUN dotnet publish --no-restore'],
    ],
    [
      'the ignore file holds the source back',
      { ...node, '.dockerignore': '*\n!package.json\n' },
      ['COPY . .', 'RUN npm ci'],
    ],
    ['the result does not need the stage', node, ['COPY . .', 'RUN npm ci', 'FROM y']],
    [
      'a hostile file name looks like a manifest',
      { 'package.json/\u0000.js': '', 'a.js': '' },
      ['COPY . .', 'RUN npm ci'],
    ],
  ])('%s', (_why, files, instructions) => {
    expect(placesOf(rule, { ...files, Dockerfile: lines('FROM x', ...instructions) })).toEqual([]);
  });
});
