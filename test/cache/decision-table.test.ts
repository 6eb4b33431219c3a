import { expect, test } from 'vitest';
import type { Experiment } from '../conformance/record/experiment.ts';
import { letters } from './letters.ts';

const text = `FROM base:1 AS s
ARG V=0
ENV E=1
COPY p1/a.txt /in/
RUN echo run
COPY b.txt /c/
WORKDIR /w
FROM s AS child
RUN echo first
FROM base:1 AS taker
COPY --from=s /in /x
RUN --mount=from=s,source=/in,target=/m ls /m
FROM base:1
COPY --from=child /f /f
COPY --from=taker /x /x
COPY --link b.txt /l/
`;

const files = { 'p1/a.txt': 'a\n', 'p2/a.txt': 'a\n', 'b.txt': 'b\n', 'other.txt': 'o\n' };

/** Self, later RUN, later COPY, later WORKDIR, first of a child stage, COPY --from, mount, linked copy. */
const marks = [
  'p1/a.txt',
  'echo run',
  'b.txt /c',
  'WORKDIR',
  'echo first',
  '--from=s /in',
  'RUN --mount=from=s',
  '] COPY --link b.txt /l',
];

function edit(from: string, to: string): Experiment['change'] {
  if (!text.includes(from)) throw new Error(`nothing to edit: ${from}`);
  return { files: { Dockerfile: text.replace(from, to) } };
}

test.each<[change: string, edit: Experiment['change'], expected: string]>([
  ['content of a copied file', { files: { 'p1/a.txt': '2\n' } }, 'RRRRR??='],
  ['its time only', { files: { 'p1/a.txt': { mtime: 1 } } }, '========'],
  ['its mode', { files: { 'p1/a.txt': { mode: '0755' } } }, 'RRRRR??='],
  ['its owner on the host', { files: { 'p1/a.txt': { chown: 7 } } }, '========'],
  ['a file that nothing copies', { files: { 'other.txt': '2\n' } }, '========'],
  ['a new file that nothing copies', { files: { 'new.txt': '2\n' } }, '========'],
  ['a file that is also copied with --link', { files: { 'b.txt': '2\n' } }, '==RRR==R'],
  ['a comment', edit('RUN echo run', '# why\nRUN echo run'), '========'],
  ['the case of a keyword', edit('RUN echo run', 'run echo run'), '========'],
  ['RUN text', edit('echo run', 'echo run 2'), '=RRRR??='],
  ['RUN --network', edit('RUN echo run', 'RUN --network=none echo run'), '=RRRR??='],
  ['a secret on RUN', edit('RUN echo run', 'RUN --mount=type=secret,id=k echo run'), '=RRRR??='],
  ['COPY destination', edit('p1/a.txt /in/', 'p1/a.txt /in2/'), 'RRRRR??='],
  ['COPY to the same place in other words', edit('p1/a.txt /in/', './p1/a.txt /./in/'), '========'],
  ['COPY becomes ADD', edit('COPY b.txt /c/', 'ADD b.txt /c/'), '==RRR==='],
  ['--link added', edit('COPY b.txt /c/', 'COPY --link b.txt /c/'), '==RRR==='],
  ['--chown added', edit('COPY b.txt /c/', 'COPY --chown=1 b.txt /c/'), '==RRR==='],
  ['WORKDIR path', edit('WORKDIR /w', 'WORKDIR /w2'), '===RR==='],
  ['USER before a RUN', edit('RUN echo run', 'USER 1000\nRUN echo run'), '=RRRR??='],
  ['USER before a WORKDIR', edit('WORKDIR /w', 'USER 1000\nWORKDIR /w'), '===RR==='],
  ['USER before a COPY, and no RUN or WORKDIR after', edit('WORKDIR /w\n', 'WORKDIR /w\nUSER 1000\n'), '====R==='],
  ['SHELL before a RUN', edit('RUN echo run', 'SHELL ["/bin/ash","-c"]\nRUN echo run'), '=RRRR??='],
  ['ENV value, unused', edit('ENV E=1', 'ENV E=2'), '=RRRR??='],
  ['ARG default, unused', edit('ARG V=0', 'ARG V=1'), '=RRRR??='],
  ['build argument, unused', { build: { args: { V: '1' } } }, '=RRRR??='],
  ['build argument that is not declared', { build: { args: { X: '1' } } }, '========'],
  ['proxy argument', { build: { args: { HTTPS_PROXY: 'http://p' } } }, '========'],
  ['ARG declared after the step', edit('WORKDIR /w', 'WORKDIR /w\nARG Z=1'), '====R==='],
  ['ENV and ARG in another order', edit('ARG V=0\nENV E=1', 'ENV E=1\nARG V=0'), '=RRRR??='],
  ['the same value set again moves it to the end', edit('ENV E=1\n', 'ENV E=1\nENV V2=x\nENV E=1\n'), '=RRRR??='],
  ['the last variable set again', edit('RUN echo run', 'ENV E=1\nRUN echo run'), '========'],
  ['LABEL', edit('RUN echo run', 'LABEL a=1\nRUN echo run'), '========'],
  ['CMD', edit('RUN echo run', 'CMD ["x"]\nRUN echo run'), '========'],
  ['ENTRYPOINT', edit('RUN echo run', 'ENTRYPOINT ["x"]\nRUN echo run'), '========'],
  ['HEALTHCHECK', edit('RUN echo run', 'HEALTHCHECK CMD x\nRUN echo run'), '========'],
  ['VOLUME', edit('RUN echo run', 'VOLUME /v\nRUN echo run'), '========'],
  ['EXPOSE', edit('RUN echo run', 'EXPOSE 80\nRUN echo run'), '========'],
  ['STOPSIGNAL', edit('RUN echo run', 'STOPSIGNAL 9\nRUN echo run'), '========'],
  ['RUN inserted in front', edit('COPY p1', 'RUN echo new\nCOPY p1'), 'RRRRR??='],
  ['another base with other layers', edit('FROM base:1 AS s', 'FROM base:2 AS s'), 'RRRRR??='],
  ['another tag with the same layers', edit('FROM base:1 AS s', 'FROM base:same AS s'), '========'],
  ['a stage in between', edit('FROM s AS child', 'FROM s AS mid\nFROM mid AS child'), '========'],
  ['SOURCE_DATE_EPOCH', { build: { args: { SOURCE_DATE_EPOCH: '1' } } }, '===RR==='],
  ['--no-cache-filter', { build: { noCacheFilter: 's' } }, 'RRRRR??='],
  ['--label', { build: { labels: ['a=1'] } }, '========'],
])('§6: %s', (_, change, expected) => {
  expect(letters({ files: { ...files, Dockerfile: text }, change }, marks)).toBe(expected);
});
