import { describe, expect, test } from 'vitest';
import { foundBy, lines, testRows } from './found-by.ts';

const rule = 'install-without-cache-mount';
const pip = { 'requirements.txt': 'flask\n' };
const go = { 'go.mod': 'module x\nrequire y v1.0.0\n', 'main.go': '' };
const copy = 'COPY . .';

describe(rule, () => {
  testRows(rule, [
    ['pip', [copy, 'RUN pip install -r requirements.txt'], pip, ['Dockerfile:3']],
    ['npm', [copy, 'RUN npm ci'], { 'package.json': '{"dependencies":{"a":"1"}}' }, ['Dockerfile:3']],
    ['go', [copy, 'RUN go mod download', 'RUN go build'], go, ['Dockerfile:3']],
    [
      'with a cache mount',
      [copy, 'RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt'],
      pip,
      [],
    ],
    ['the manifest comes from elsewhere', ['RUN pip install -r requirements.txt'], pip, []],
    ['packages by name, which no file changes', [copy, 'RUN pip install flask'], pip, []],
    ['packages of the distribution', [copy, 'RUN apt-get install -y curl'], pip, []],
    ['a manifest that names nothing', [copy, 'RUN go build'], { 'go.mod': 'module x\n' }, []],
    [
      'an image for Windows',
      ['FROM mcr.microsoft.com/windows/servercore:ltsc2022', copy, 'RUN pip install -r requirements.txt'],
      pip,
      [],
    ],
    ['a stage that nothing needs', [copy, 'RUN pip install -r requirements.txt', 'FROM y'], pip, []],
  ]);

  test.each([
    ['pip install -r requirements.txt', ''],
    ['pip install --no-cache-dir -r requirements.txt', ' Leave --no-cache-dir out: with it, nothing is kept there.'],
  ])('what to write for "%s"', (command, more) => {
    const [finding] = foundBy(rule, { ...pip, Dockerfile: lines('FROM x', copy, `RUN ${command}`) });
    expect(finding?.hint).toBe(
      `Write RUN --mount=type=cache,target=/root/.cache/pip (for root; another user has another folder).${more}`,
    );
  });
});
