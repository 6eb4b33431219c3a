import { expect, test } from 'vitest';
import { findingCode } from '../../site/view/finding-code.ts';

const long = 'a-word-of-some-length '.repeat(12).trim();

test.each<[what: string, text: string, line: number, message: string, code: string]>([
  ['an instruction of one line', 'FROM a\n  RUN make\nRUN x', 2, '', 'RUN make'],
  ['one that goes on, with comments between', 'ENV \\\n    # why\n\n    A=1 \\\n  B=2\nRUN x', 1, '', 'ENV A=1 B=2'],
  ['one that goes on after the escape of Windows', 'RUN copy `\n  a b', 1, '', 'RUN copy a b'],
  ['one that ends with the file', 'RUN a \\', 1, '', 'RUN a'],
  ['a long one, cut', `RUN ${long}`, 1, '', `${`RUN ${long}`.slice(0, 139)}…`],
  ['the part of a long one that is quoted', `ENV ${long} \\\n KEY=1 Z=2`, 1, 'Not (ENV "KEY")', 'ENV … KEY=1 Z=2'],
  ['the part that is quoted with a dollar', `ENV ${long} \\\n Y=\${V}:z`, 1, "of '$V', '${V'", 'ENV … Y=${V}:z'],
  [
    'a long one whose quoted part is in sight',
    `ENV KEY=1 ${long}`,
    1,
    '"KEY"',
    `${`ENV KEY=1 ${long}`.slice(0, 139)}…`,
  ],
  ['control characters as what they are', 'RUN \u001b[31m', 1, '', 'RUN ‹1B›[31m'],
  ['nothing for a line that is not there', 'RUN a', 7, '', ''],
])('shows %s', (_what, text, line, message, code) => {
  expect(findingCode(text.split('\n'), line, message)).toBe(code);
});
