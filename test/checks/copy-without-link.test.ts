import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const rule = 'copy-without-link';
const files = { 'pages/a': '', 'conf/b': '' };
const tools = ['FROM y AS tools', 'RUN make', 'FROM x'];

describe(rule, () => {
  testRows(rule, [
    [
      'a copy of a stage below a file that changes',
      [...tools, 'COPY pages /p', 'COPY --from=tools /t /t'],
      files,
      ['Dockerfile:5'],
    ],
    ['a copy of an image', ['COPY pages /p', 'COPY --from=busybox /bin /b'], files, ['Dockerfile:3']],
    ['an owner by number', [...tools, 'COPY pages /p', 'COPY --chown=1:1 --from=tools /t /t'], files, ['Dockerfile:5']],
    ['linked', [...tools, 'COPY pages /p', 'COPY --link --from=tools /t /t'], files, []],
    ['above it', [...tools, 'COPY --from=tools /t /t', 'COPY pages /p'], files, []],
    ['nothing below it changes', [...tools, 'RUN make', 'COPY --from=tools /t /t'], files, []],
    [
      'an owner by name, which a link cannot look up',
      [...tools, 'COPY pages /p', 'COPY --chown=app --from=tools /t /t'],
      files,
      [],
    ],
    [
      'permissions, beside which a link has no effect',
      [...tools, 'COPY pages /p', 'COPY --chmod=755 --from=tools /t /t'],
      files,
      [],
    ],
    [
      'the same file changes both',
      ['FROM y AS tools', 'COPY pages /p', 'RUN make', 'FROM x', 'COPY pages /p', 'COPY --from=tools /t /t'],
      files,
      [],
    ],
    ['files of the context', ['COPY pages /p', 'COPY conf /c'], files, []],
    [
      'a stage that is copied from, and is no image',
      ['FROM x AS part', 'COPY pages /p', 'COPY --from=busybox /b /b', 'FROM z', 'COPY --from=part /b /b'],
      files,
      [],
    ],
  ]);
});
