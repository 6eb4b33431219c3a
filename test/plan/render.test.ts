import { describe, expect, test } from 'vitest';
import { plainLine } from '../../analyzer/plan/plain-line.ts';
import { planDot } from '../../analyzer/plan/plan-dot.ts';
import { planJson } from '../../analyzer/plan/plan-json.ts';
import { planText } from '../../analyzer/plan/plan-text.ts';
import { stepLayers, stepReads } from '../../analyzer/plan/step-layers.ts';
import { dockerfile, outcomeOf, planOf } from './plan-of.ts';

const shop = dockerfile(
  'ARG GO=1.22',
  'FROM golang:${GO} AS build',
  'WORKDIR /src',
  'COPY go.mod go.sum ./',
  'RUN --mount=type=cache,target=/root/.cache go mod download',
  'COPY . .',
  'RUN go build -o /out/shop ./cmd/shop',
  '',
  'FROM build AS test',
  'RUN go test ./...',
  '',
  'FROM scratch AS assets',
  'ADD https://example.org/theme.tgz /theme.tgz',
  '',
  'FROM gcr.io/distroless/static',
  'ENV PORT=8080 TITLE="A \\"shop\\""',
  'COPY --link --from=build /out/shop /shop',
  'COPY --from=assets /theme.tgz /usr/share/',
  'USER 65532:65532',
  'EXPOSE $PORT',
  'LABEL org.example.title=$TITLE',
  'ENTRYPOINT /shop',
);

describe('a plan', () => {
  test('as text', async () => {
    const text = planText(planOf(shop), { file: 'shop/Dockerfile', isColored: false, width: 100 });
    await expect(text).toMatchFileSnapshot('golden/shop.txt');
  });

  test('as text with colours', async () => {
    const text = planText(planOf(shop), { file: 'shop/Dockerfile', isColored: true, width: 100 });
    await expect(text.replaceAll('\u001b', '␛')).toMatchFileSnapshot('golden/shop-colored.txt');
  });

  test('as DOT', async () => {
    await expect(planDot(planOf(shop))).toMatchFileSnapshot('golden/shop.dot');
  });

  test('as JSON', async () => {
    const json = JSON.stringify(planJson(outcomeOf(shop)), null, 2);
    await expect(`${json}\n`).toMatchFileSnapshot('golden/shop.json');
  });

  test('that is rejected, as JSON', () => {
    expect(planJson(outcomeOf(dockerfile('FROM a', 'WORKDIR x', 'STOPSIGNAL y')))).toEqual({
      rejected: true,
      message: '"y" is no signal.',
      hint: 'Write SIGTERM, for example.',
      line: 3,
      warnings: [{ rule: 'WorkdirRelativePath', lines: [2, 2] }],
    });
  });
});

test('names that mean something to a terminal or to Graphviz do no harm', () => {
  const plan = planOf(dockerfile('FROM a', 'RUN echo "\u001b[31m\\"', 'LABEL \u0007="\u202e"'));
  const text = planText(plan, { file: 'a\u001bb', isColored: false, width: 100 });
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  expect(planDot(plan)).toContain('RUN echo \\"\\\\x1b[31m\\\\\\"');
});

test.each([
  ['one line', 10, 'one line'],
  ['one line', 4, 'one…'],
  ['two\nlines\t!', 40, 'two ⏎ lines !'],
  ['😀😀', 2, '…'],
  ['\u0000\u009b', 40, '\\x00\\x9b'],
])('plainLine of %j', (text, width, want) => {
  expect(plainLine(text, width)).toBe(want);
});

test('layers are the steps of the image itself, base stages included', () => {
  const plan = planOf(
    dockerfile('FROM a AS b', 'RUN 1', 'FROM b AS c', 'RUN 2', 'WORKDIR /', 'FROM b', 'COPY --from=c x /'),
  );
  const layers = stepLayers(plan);
  expect(plan.steps.map((step) => [step.label, layers.get(step.id)])).toEqual([
    ['[b 1/2] FROM docker.io/library/a:latest', undefined],
    ['[b 2/2] RUN 1', 1],
    ['[c 1/2] RUN 2', undefined],
    ['[stage-2 1/1] COPY --from=c x /', 2],
  ]);
});

test('reads are what a step takes besides its own file system', () => {
  const lines = [
    'FROM a AS b',
    'RUN x',
    'FROM b',
    'COPY x /',
    'COPY --from=b y /',
    'COPY --link --from=i:1 z /',
    'RUN --mount=from=b,target=/b --mount=target=/c w',
  ];
  const plan = planOf(dockerfile(...lines));
  expect(plan.steps.map((step) => stepReads(plan, step)).filter((reads) => reads.length > 0)).toEqual([
    ['build context'],
    ['stage b'],
    ['docker.io/library/i:1'],
    ['stage b', 'build context'],
  ]);
});
