/** How to make the images that experiments start from, in order: tag → Dockerfile. `busybox` is a static binary. */
export const baseImages: readonly (readonly [tag: string, dockerfile: string])[] = [
  [
    'base:1',
    [
      'FROM scratch',
      'COPY busybox /bin/busybox',
      'RUN ["/bin/busybox", "--install", "-s", "/bin"]',
      'COPY passwd /etc/passwd',
      'RUN mkdir -p /tmp /home',
      '',
    ].join('\n'),
  ],
  ['base:2', 'FROM base:1\nRUN echo 2 > /two\n'],
  ['base:env', 'FROM base:1\nENV GREETING=hi\nWORKDIR /home\nUSER 1000\n'],
  ['base:onbuild', 'FROM base:1\nONBUILD COPY a.txt /onbuild.txt\nONBUILD RUN cat /onbuild.txt\n'],
];

/** Users that experiments name. */
export const passwd = [
  'root:x:0:0:root:/root:/bin/sh',
  'app:x:1000:1000:app:/home:/bin/sh',
  'web:x:1001:1001:web:/home:/bin/sh',
  '',
].join('\n');

/** Tags that name an image that is already there: tag → image. A change may move `moving:latest`. */
export const aliases: Readonly<Record<string, string>> = { 'base:same': 'base:1', 'moving:latest': 'base:1' };
