import { expect, test } from 'vitest';
import { buildFindings } from '../../site/view/build-findings.ts';
import { reportOfFiles } from '../report/sample-report.ts';

const digest = 'a'.repeat(64);

const report = reportOfFiles({
  'a/Dockerfile': `FROM alpine:3@sha256:${digest}\nUSER $WHO\n# layerfall ignore=MaintainerDeprecated as ever\nMAINTAINER me\n`,
  'b/Dockerfile': 'FROM alpine:3\nRUM x\n',
});

test('the findings of a build say what to do, where they are explained, and why they are accepted', () => {
  const id = report.builds[0]?.id ?? '';
  expect(buildFindings(report, id)).toEqual([
    {
      rule: 'UndefinedVar',
      tool: '',
      url: 'findings.html#filter=UndefinedVar',
      severity: 'info',
      message: `Usage of undefined variable '$WHO', unless alpine:3@sha256:${'a'.repeat(12)}… sets it`,
      hint: expect.stringContaining('declare it with ARG or ENV'),
      line: 2,
      accepted: null,
    },
    expect.objectContaining({ rule: 'MaintainerDeprecated', severity: 'warning', line: 4, accepted: 'as ever' }),
  ]);
});

test('that a Dockerfile is rejected stands at the top of its page, and not among them', () => {
  expect(buildFindings(report, report.builds[1]?.id ?? '')).toEqual([]);
});
