import { expect, test } from 'vitest';
import { highlights } from '../../site/view/highlights.ts';
import { findingsPage } from '../../site/view/findings-page.ts';
import { imagesPage } from '../../site/view/images-page.ts';
import { impactPage } from '../../site/view/impact-page.ts';
import { reportOfFiles } from '../report/sample-report.ts';

function told(files: Readonly<Record<string, string>>): readonly string[] {
  const report = reportOfFiles(files);
  const pages = { impact: impactPage(report), images: imagesPage(report), findings: findingsPage(report) };
  return highlights(report, pages).map(({ name, subject, text, url }) => [name, subject, text, url].join(' | '));
}

const base = 'FROM alpine:3\nCOPY f /f\nRUN make\n';
const compose = 'services:\n  a: { image: acme/a, build: a }\n  b: { image: acme/b, build: b }\n';

test.each<[what: string, files: Readonly<Record<string, string>>, line: string]>([
  [
    'a Dockerfile that is refused',
    { Dockerfile: 'FROM alpine:3\nRUM x\n' },
    'Rejected |  | 1 Dockerfile is refused by BuildKit | #rejected',
  ],
  [
    'the file that rebuilds the most',
    { Dockerfile: base, f: '', g: '' },
    'Costliest file | f | rebuilds 2 steps of 1 build when it changes | impact.html#file=f',
  ],
  [
    'the image that most builds stand on',
    { 'a/Dockerfile': 'FROM alpine:3\nRUN a\n', 'b/Dockerfile': 'FROM alpine:3\nRUN b\n' },
    'Widest base image | alpine:3 | rebuilds 2 builds when its tag comes to name another image | base-images.html#filter=alpine%3A3',
  ],
  [
    'the image that most builds stand on, through others, where its digest never moves',
    {
      'a/Dockerfile': `FROM alpine:3@sha256:${'0'.repeat(64)}\nRUN a\n`,
      'b/Dockerfile': 'FROM acme/a\nRUN b\n',
      'compose.yaml': compose,
    },
    'Widest base image | alpine:3@0000000 | stands below 2 builds; its digest never moves | base-images.html#filter=alpine%3A3%400000000',
  ],
  [
    'builds that stand on each other',
    { 'a/Dockerfile': base, 'a/f': '', 'b/Dockerfile': 'FROM acme/a\nRUN b\n', 'compose.yaml': compose },
    'Longest chain | a → b | 2 builds stand on each other; build them in this order | #focus=build%3Acompose.yaml%23a&way=down',
  ],
  [
    'the rule to begin with, the most severe before the most frequent',
    { Dockerfile: 'FROM alpine:3\nUSER $A\nUSER $B\nMAINTAINER me\n' },
    'Findings |  | 3 findings, first MaintainerDeprecated (1, warning) | findings.html#rule-1',
  ],
  [
    'the rule to begin with beside what is refused',
    { Dockerfile: 'FROM alpine:3\nMAINTAINER me\n', 'bad.Dockerfile': 'FROM alpine:3\nRUM x\n' },
    'Findings |  | 1 other finding, all of them MaintainerDeprecated (1, warning) | findings.html#rule-2',
  ],
  [
    'that nothing says what is built',
    { Dockerfile: base, f: '' },
    'Not declared |  | No file here says what is built: each Dockerfile stands for a build | #filter=convention',
  ],
  [
    'a definition without its Dockerfile',
    { Dockerfile: base, f: '', 'compose.yaml': 'services:\n  a: { image: acme/a, build: gone }\n' },
    'Missing |  | 1 declared build whose Dockerfile is not here | #notices',
  ],
])('tells first %s', (_what, files, line) => {
  expect(told(files)).toContain(line);
});

test('tells nothing of what is not there', () => {
  const files = { Dockerfile: 'FROM scratch\nCOPY <<a /b\na\n', 'compose.yaml': 'services:\n  a: { build: . }\n' };
  expect(told(files)).toEqual([]);
});
