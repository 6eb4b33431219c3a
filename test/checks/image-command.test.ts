import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const script = (...body: string[]) => ({ 'start.sh': ['#!/bin/sh', ...body, ''].join('\n') });
const started = ['COPY start.sh /start.sh', 'EXPOSE 80', 'ENTRYPOINT ["/start.sh"]'];

describe('entrypoint-ignores-command', () => {
  testRows('entrypoint-ignores-command', [
    ['shell form', ['ENTRYPOINT /server', 'CMD ["--port", "80"]'], {}, ['Dockerfile:3']],
    ['a shell in exec form', ['ENTRYPOINT ["sh", "-c", "/server"]', 'CMD ["--port", "80"]'], {}, ['Dockerfile:3']],
    [
      'the CMD of the stage below',
      ['FROM x AS base', 'ENTRYPOINT /server', 'FROM base', 'CMD ["-v"]'],
      {},
      ['Dockerfile:4'],
    ],
    ['exec form', ['ENTRYPOINT ["/server"]', 'CMD ["--port", "80"]'], {}, []],
    ['a script that asks for it', ['ENTRYPOINT ["sh", "-c", "/server $@", "--"]', 'CMD ["--port", "80"]'], {}, []],
    ['no CMD', ['ENTRYPOINT /server'], {}, []],
    ['no ENTRYPOINT', ['CMD /server'], {}, []],
  ]);
});

describe('entrypoint-drops-command', () => {
  testRows('entrypoint-drops-command', [
    [
      'a script that starts what CMD says',
      ['FROM x AS base', 'CMD ["/server"]', 'FROM base', 'ENTRYPOINT ["/entrypoint.sh"]'],
      {},
      ['Dockerfile:4'],
    ],
    [
      'CMD again',
      ['FROM x AS base', 'CMD ["/server"]', 'FROM base', 'ENTRYPOINT ["/entrypoint.sh"]', 'CMD ["/server"]'],
      {},
      [],
    ],
    ['another program', ['FROM x AS base', 'CMD ["/server"]', 'FROM base', 'ENTRYPOINT ["/worker"]'], {}, []],
    [
      'arguments of another ENTRYPOINT',
      ['FROM x AS base', 'ENTRYPOINT ["/a"]', 'CMD ["-h"]', 'FROM base', 'ENTRYPOINT ["/entrypoint.sh"]'],
      {},
      [],
    ],
    [
      'a shell, which nobody misses',
      ['FROM x AS base', 'CMD ["bash"]', 'FROM base', 'ENTRYPOINT ["/entrypoint.sh"]'],
      {},
      [],
    ],
    ['the same stage', ['CMD ["/server"]', 'ENTRYPOINT ["/entrypoint.sh"]'], {}, []],
  ]);
});

describe('signals-stop-at-shell', () => {
  testRows('signals-stop-at-shell', [
    ['a script that waits for its program', started, script('mkdir -p /d', '/server'), ['Dockerfile:4']],
    [
      'a script that a shell is called with',
      ['COPY start.sh /', 'EXPOSE 80', 'CMD ["sh", "/start.sh"]'],
      script('mkdir /d', '/server'),
      ['Dockerfile:4'],
    ],
    [
      'a script beside the working directory',
      ['WORKDIR /app', 'COPY . .', 'EXPOSE 80', 'CMD ["./start.sh"]'],
      script('mkdir /d', '/server'),
      ['Dockerfile:5'],
    ],
    ['a shell with a script of its own', ['EXPOSE 80', 'CMD ["sh", "-c", "migrate && /server"]'], {}, ['Dockerfile:3']],
    ['exec', started, script('mkdir -p /d', 'exec /server'), []],
    ['a shell that becomes its only command', ['EXPOSE 80', 'CMD ["sh", "-c", "/server"]'], {}, []],
    ['signals that are looked after', started, script('trap stop TERM', '/server'), []],
    ['a program that goes on by itself', started, script('mkdir /d', '/server &'), []],
    ['what ends by itself', started, script('mkdir /d', 'echo done'), []],
    ['nothing listens', ['COPY start.sh /start.sh', 'ENTRYPOINT ["/start.sh"]'], script('mkdir /d', '/server'), []],
    ['the shell form, of which BuildKit speaks', ['EXPOSE 80', 'CMD migrate && /server'], {}, []],
    ['no shell runs it', started, { 'start.sh': '#!/usr/bin/env python\nrun()\n' }, []],
    [
      'a script that comes from elsewhere',
      ['EXPOSE 80', 'ENTRYPOINT ["/start.sh"]'],
      script('mkdir /d', '/server'),
      [],
    ],
    [
      'another file of that name',
      ['COPY start.sh /other/', 'EXPOSE 80', 'ENTRYPOINT ["/start.sh"]'],
      script('mkdir /d', '/server'),
      [],
    ],
  ]);
});

describe('no-command', () => {
  testRows('no-command', [
    ['a port and nothing to run', ['FROM scratch', 'COPY a /', 'EXPOSE 80'], { a: '' }, ['Dockerfile:3']],
    ['a distribution, which runs a shell', ['FROM debian:12', 'EXPOSE 80'], {}, ['Dockerfile:2']],
    ['an image that may run something', ['FROM nginx:1.27', 'EXPOSE 80'], {}, []],
    ['a command', ['FROM debian:12', 'EXPOSE 80', 'CMD ["/a"]'], {}, []],
    ['files to copy from', ['FROM scratch', 'COPY a /'], { a: '' }, []],
    [
      'a compose file, which may say what to run',
      ['FROM debian:12', 'EXPOSE 80'],
      { 'compose.yaml': 'services:\n  a: { build: . }\n' },
      [],
    ],
  ]);
});
