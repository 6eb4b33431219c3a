import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptComments } from '../../analyzer/audit/accept-comments.ts';

/** `form rules lines reason` of each comment; the lines of a stage that ends with the file end with `…`. */
function comments(text: string): readonly string[] {
  return acceptComments(text).comments.map(({ form, rules, lines, reason }) => {
    const last = lines === null || lines.last > 1000 ? '…' : String(lines.last);
    return [form, rules.join('+'), lines === null ? 'file' : `${lines.first}-${last}`, reason].join(' ').trim();
  });
}

function faults(text: string): readonly string[] {
  return acceptComments(text).faults.map(({ range, message }) => `${range.start.line} ${message}`);
}

describe('a comment accepts', () => {
  test.each([
    ['the instruction below', 'FROM a\n# layerfall ignore=x why\nRUN b\nRUN c\n', ['layerfall x 3-3 why']],
    ['all lines of it', 'FROM a\n# layerfall ignore=x why\nRUN b \\\n  c\n', ['layerfall x 3-4 why']],
    ['its here-documents, too', 'FROM a\n# layerfall ignore=x why\nRUN <<E\nb\nE\n', ['layerfall x 3-5 why']],
    [
      'across other comments and empty lines',
      'FROM a\n# layerfall ignore=x why\n\n# more\nRUN b\n',
      ['layerfall x 5-5 why'],
    ],
    ['the instruction around it', 'FROM a\nRUN b \\\n# layerfall ignore=x why\n  c\n', ['layerfall x 2-4 why']],
    ['several rules', 'FROM a\n# layerfall ignore=x,y, z all of it\nRUN b\n', ['layerfall x+y+z 3-3 all of it']],
    ['with blanks where one writes them', 'FROM a\n#layerfall  ignore = x  why\nRUN b\n', ['layerfall x 3-3 why']],
    [
      'an instruction that BuildKit refuses',
      'FROM a\n# layerfall ignore=rejected why\nRUM b\n',
      ['layerfall rejected 3-3 why'],
    ],
    ['a stage', '# layerfall ignore-stage=x why\nFROM a\nRUN b\nFROM c\n', ['layerfall x 2-3 why']],
    ['the last stage', 'FROM a\n# layerfall ignore-stage=x why\nFROM b\nRUN c\n', ['layerfall x 3-… why']],
    ['the file', '# layerfall ignore-file=x why\nFROM a\n', ['layerfall x file why']],
    [
      'the file, below directives and comments',
      '# syntax=docker/dockerfile:1\n# x\n\n# layerfall ignore-file=x why\nARG a\n',
      ['layerfall x file why'],
    ],
    ['hadolint: an instruction', 'FROM a\n# hadolint ignore=DL3025,DL3000\nCMD b\n', ['hadolint DL3025+DL3000 3-3']],
    ['hadolint: the file', '# hadolint global ignore=DL3025\nFROM a\n', ['hadolint DL3025 file']],
    ['BuildKit: an instruction', 'FROM a\n# check=skip=x,y\nRUN b\n', ['check x+y 3-3']],
    ['BuildKit: the file', '# check=skip=x;error=true\nFROM a\n', ['check x file']],
    ['BuildKit: not all of ours by one word', '# check=skip=all\nFROM a\n', []],
    ['nothing in the text of an instruction', 'FROM a\nRUN echo "# layerfall ignore=x why"\n', []],
    ['nothing in a here-document', 'FROM a\nRUN <<E\n# layerfall ignore=x why\nE\n', []],
    ['nothing behind an instruction', 'FROM a # layerfall ignore=x why\n', []],
    ['nothing by other words', 'FROM a\n# we use layerfall ignore=x here\n# layerfall is nice\nRUN b\n', []],
  ])('%s', (_what, text, expected) => {
    expect(comments(text)).toEqual(expected);
    expect(faults(text)).toEqual([]);
  });

  test.each([
    [
      'without a reason, and is told so',
      'FROM a\n# layerfall ignore=x\nRUN b\n',
      ['layerfall x 3-3'],
      '2 This comment gives no reason. Write it behind the rules.',
    ],
    [
      'nothing without a rule',
      'FROM a\n# layerfall ignore=\nRUN b\n',
      [],
      '2 This comment names no rule. Write layerfall ignore=RULE, and why.',
    ],
    [
      'nothing by a word that is not known',
      'FROM a\n# layerfall ingore=x why\nRUN b\n',
      [],
      '2 There is no comment "layerfall ingore". Did you mean "ignore"?',
    ],
    [
      'nothing by another word',
      'FROM a\n# layerfall accept=x why\nRUN b\n',
      [],
      '2 There is no comment "layerfall accept". Write ignore, ignore-stage, ignore-file.',
    ],
    ['nothing at the end', 'FROM a\n# layerfall ignore=x why\n', [], '2 No instruction follows this comment.'],
    [
      'no stage above another instruction',
      'FROM a\n# layerfall ignore-stage=x why\nRUN b\n',
      [],
      '2 ignore-stage counts above a FROM only.',
    ],
    [
      'no file further down',
      'FROM a\n# layerfall ignore-file=x why\nRUN b\n',
      [],
      '2 ignore-file counts above the first instruction only.',
    ],
  ])('%s', (_what, text, expected, fault) => {
    expect(comments(text)).toEqual(expected);
    expect(faults(text)).toEqual([fault]);
  });

  test('is read from any text without failing', () => {
    const part = fc.constantFrom(
      '# layerfall ',
      'ignore',
      '-file',
      '=',
      ',',
      ' ',
      '\n',
      'FROM a',
      'RUN <<E',
      '\\',
      '# hadolint ',
      '# check=skip=',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        for (const { rules, lines } of acceptComments(parts.join('')).comments) {
          expect(rules.every((rule) => rule !== '' && !/[\s,]/.test(rule))).toBe(true);
          expect(lines === null || lines.first <= lines.last).toBe(true);
        }
      }),
    );
  });
});
