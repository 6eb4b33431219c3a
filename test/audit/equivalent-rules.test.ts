import { expect, test } from 'vitest';
import { isHadolintRule } from '../../analyzer/audit/equivalent-rules.ts';

const moving = { rule: 'moving-base-tag', message: 'This stands on alpine:latest, whatever that is at the time' };
const lists = (folder: string) => ({
  rule: 'package-lists-left',
  message: `What it puts into ${folder} stays in the layer of this RUN`,
});
const several = { rule: 'MultipleInstructionsDisallowed', message: 'Multiple instructions' };

test.each([
  ['no tag', 'DL3006', moving, 'FROM alpine', true],
  ['no tag, of another registry', 'DL3006', moving, 'from --platform=linux/amd64 host:5000/team/alpine AS a', true],
  ['no tag: latest is another rule', 'DL3006', moving, 'FROM alpine:latest', false],
  ['no tag: another tag that moves', 'DL3006', moving, 'FROM node:current', false],
  ['no tag: COPY is no FROM', 'DL3006', moving, 'COPY --from=alpine /a /', false],
  ['latest', 'DL3007', moving, 'FROM alpine:latest AS a', true],
  ['latest: another tag that moves', 'DL3007', moving, 'FROM node:current', false],
  ['latest: no tag is another rule', 'DL3007', moving, 'FROM alpine', false],
  ['lists of apt', 'DL3009', lists('/var/lib/apt/lists'), 'RUN apt-get update', true],
  ['lists of apt: apk has another rule', 'DL3009', lists('/var/cache/apk'), 'RUN apk add a', false],
  ['lists of apk', 'DL3019', lists('/var/cache/apk'), 'RUN apk add -U a', true],
  ['lists of yum', 'DL3032', lists('/var/cache/dnf or /var/cache/yum'), 'RUN yum install a', true],
  ['lists of dnf', 'DL3040', lists('/var/cache/dnf or /var/cache/yum'), 'RUN dnf install a', true],
  ['a second CMD', 'DL4003', several, 'CMD a', true],
  ['a second CMD: ENTRYPOINT is another rule', 'DL4003', several, 'ENTRYPOINT a', false],
  ['a rule that nothing is the same as', 'DL3008', lists('/var/lib/apt/lists'), 'RUN apt-get install a', false],
])('%s', (_what, hadolint, finding, line, expected) => {
  expect(isHadolintRule(hadolint, finding, line)).toBe(expected);
});
