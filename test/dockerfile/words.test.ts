import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { expandWord, type WordOptions } from '../../analyzer/dockerfile/words.ts';
import { planDockerfile } from '../../analyzer/plan/plan-dockerfile.ts';

const env = new Map([
  ['A', 'alpha'],
  ['EMPTY', ''],
  ['PATHS', '/usr/lib/x.tar.gz'],
  ['TWO', ' two  words '],
  ['constructor', 'c'],
]);
const lookup = (name: string): string | undefined => env.get(name);

function expanded(word: string, options: Partial<WordOptions> = {}): string {
  const result = expandWord(word, lookup, { escape: '\\', ...options });
  return result.kind === 'expanded' ? result.text : `failed: ${result.message}`;
}

describe('expandWord', () => {
  test.each([
    ['plain', 'plain'],
    ['$A-${A}', 'alpha-alpha'],
    ['$constructor$__proto__', 'c'],
    ['$', '$'],
    ['$.', '$.'],
    ['\\$A', '$A'],
    ["'$A'", '$A'],
    ['"$A"', 'alpha'],
    ['"\\$A \\x"', '$A \\x'],
    ['a\\', 'a'],
    ['${U-x}${EMPTY-x}${A-x}', 'xalpha'],
    ['${U:-x}${EMPTY:-x}${A:-x}', 'xxalpha'],
    ['${U+x}${EMPTY+y}${A:+z}', 'yz'],
    ['${EMPTY:+x}', ''],
    ['${A:?gone}', 'alpha'],
    ['${U:-${V:-$A}}', 'alpha'],
    ['${PATHS#*/}', 'usr/lib/x.tar.gz'],
    ['${PATHS##*/}', 'x.tar.gz'],
    ['${PATHS%.*}', '/usr/lib/x.tar'],
    ['${PATHS%%.*}', '/usr/lib/x'],
    ['${PATHS/\\//-}', '-usr/lib/x.tar.gz'],
    ['${PATHS//\\//-}', '-usr-lib-x.tar.gz'],
    ['${A//a/[$0]}', '[]lph[]'],
    ["${A//a/['$0']}", '[a]lph[a]'],
    ["${A//a/'$$${00}$none'}", '$alph$a'],
    ["${A//*/'<$0>'}", '<alpha>'],
    ['${A/?/x}', 'xlpha'],
    ['a << b', 'a << b'],
    ['${٣:-x}', 'x'],
  ])('%s is %j', (word, want) => {
    expect(expanded(word)).toBe(want);
  });

  test.each([
    ["'a", 'a single quote is never closed'],
    ['"a', 'a double quote is never closed'],
    ['${', "a substitution has no closing '}'"],
    ['${}', 'a substitution names no variable'],
    ['${A', 'the substitution modifier  is not known'],
    ['${A:-x', 'a substitution ends before its "}"'],
    ['${A/x', 'a substitution ends before its "/"'],
    ['${A!x}', 'the substitution modifier ! is not known'],
    ['${A:#x}', 'the substitution modifier :# is not known'],
    ['${U?}', 'U: is not allowed to be unset'],
    ['${EMPTY:?}', 'EMPTY: is not allowed to be empty'],
    ['${U:?say where}', 'U: say where'],
    ['${A#\\x}', 'the pattern \\x is not valid'],
  ])('%s is refused: %s', (word, why) => {
    expect(expanded(word)).toBe(`failed: ${why}`);
  });

  test.each<[word: string, options: Partial<WordOptions>, want: string]>([
    ['"$A" \'b\'', { keepsQuotes: true }, '"alpha" \'b\''],
    ['\\$A"\\""', { keepsEscapes: true }, '\\$A\\"'],
    ['"$A\' b', { ignoresQuotes: true }, '"alpha\' b'],
    ['$U-${U}-${U:-x}-$A', { keepsUnset: true }, '$U-${U}-${U:-x}-alpha'],
    ['${U//a/b}', { keepsUnset: true }, '${U/a/b}'],
    ['`$A\\$A', { escape: '`' }, '$A\\alpha'],
  ])('%s with %j', (word, options, want) => {
    expect(expanded(word, options)).toBe(want);
  });

  test.each([
    ['a b', ['a', 'b']],
    ['$TWO', ['two', 'words']],
    ['x${TWO}y', ['x', 'two', 'words', 'y']],
    ['"$TWO"', [' two  words ']],
    ['a\\ b\u00a0c', ['a b', 'c']],
    ['$EMPTY', []],
  ])('%s as words', (word, want) => {
    expect(expandWord(word, lookup, { escape: '\\', splits: true })).toMatchObject({ words: want });
  });

  test('tells which names had a value, and which had none', () => {
    const result = expandWord('$U${A:-$V}${W:+$A}', lookup, { escape: '\\' });
    expect(result).toMatchObject({ matched: new Set(['A']), unmatched: new Set(['U', 'V', 'W']) });
  });
});

describe('a word that asks for too much', () => {
  const long = 'x'.repeat(1 << 20);
  const lookupLong = (name: string): string | undefined => (name === 'L' ? long : undefined);

  test.each([
    ['a variable again and again', '$L'.repeat(5)],
    ['in quotes', `"${'$L'.repeat(5)}"`],
    ['in a default', '${U:-$L$L$L}'],
    ['in a replacement', '${L//x/$L}'],
    ['in a replacement in quotes', '"${L//x/${L}}"'],
    ['a replacement that repeats what matched', `\${L//*/'${'$0'.repeat(8)}'}`],
    ['a replacement for each letter', `\${L//?/'y${'$0'.repeat(8)}'}`],
    ['the same text at many levels', `${'${L:-'.repeat(300)}${'}'.repeat(300)}`],
  ])('%s is refused, not made', (_name, word) => {
    expect(expandWord(word, lookupLong, { escape: '\\' })).toEqual({
      kind: 'failed',
      message: 'it expands to more than a Dockerfile can hold',
    });
  });

  test.each([
    ['nested deeply', '${A:-'.repeat(100_000), 'its substitutions are nested too deeply'],
    ['nested deeply in quotes', '"${A:-'.repeat(100_000), 'its substitutions are nested too deeply'],
    ['a pattern of many stars', `\${L//${'*x'.repeat(500)}y/z}`, `the pattern ${'*x'.repeat(500)}y is not valid`],
  ])('%s is refused', (_name, word, message) => {
    expect(expandWord(word, lookupLong, { escape: '\\' })).toEqual({ kind: 'failed', message });
  });

  test('what is written out may be as long as it likes', () => {
    const result = expandWord(`${long.repeat(6)}$U`, lookupLong, { escape: '\\' });
    expect(result.kind === 'expanded' && result.text.length).toBe(6 << 20);
  });

  test.each(['$A$A', '"$A$A"', '${A:+$A$A}', '${A//x/$A}', '"${A//x/${A}}"'])(
    'a Dockerfile that doubles a variable by %s is rejected',
    (word) => {
      const text = `FROM a\nENV A=xx\n${`ENV A=${word}\n`.repeat(60)}`;
      expect(planDockerfile(parseDockerfile(text)).kind).toBe('rejected');
    },
  );
});
