import type { VariableValue } from '../../shell/shell-word.ts';

/** What the variables of a makefile are set to: text in which other variables may stand. */
export type MakeVariables = ReadonlyMap<string, string>;

/** Variables inside variables go deeper only where they go in circles. */
const maxDepth = 20;

/** Variables put in for one text: empty ones in empty ones would not end by its length. */
const maxExpansions = 20_000;

/** A text may grow by this much when its variables are put in. */
const maxLength = 100_000;

/**
 * Puts variables in. What is not known (`$(shell …)`, `$@`, a variable that nothing sets) goes through `unknown`, which answers what
 * stands for it. `dollar` stands for `$$`.
 */
function expand(
  text: string,
  variables: MakeVariables,
  unknown: (written: string) => string,
  dollar: string,
  depth = 0,
  budget = { left: maxExpansions },
): string {
  let result = '';
  let index = 0;
  while (index < text.length && result.length < maxLength) {
    const at = text.indexOf('$', index);
    if (at === -1) return result + text.slice(index);
    result += text.slice(index, at);
    const open = text[at + 1] ?? '';
    if (open === '$') {
      result += dollar;
      index = at + 2;
      continue;
    }
    const isBracket = open === '(' || open === '{';
    const close = isBracket ? closing(text, at + 1) : at + 1;
    const inside = isBracket ? text.slice(at + 2, close) : open;
    index = close + 1;
    const value = variables.get(inside);
    if (inside === 'CURDIR') result += '.';
    else if (value !== undefined && depth < maxDepth && budget.left-- > 0)
      result += expand(value, variables, unknown, dollar, depth + 1, budget);
    else result += unknown(inside);
  }
  return result;
}

/**
 * A line of a recipe as its shell gets it. What is not known becomes a shell variable of its own, told in `unknown` by why, so
 * that it is found again in the words of the command.
 */
export function expandRecipe(text: string, variables: MakeVariables, unknown: Map<string, VariableValue>): string {
  const mark = (written: string): string => {
    const name = `MAKE_UNKNOWN_${unknown.size}`;
    unknown.set(name, { reason: `$(${written}) is known when make runs`, written: `$(${written})` });
    return `\${${name}}`;
  };
  return expand(text, variables, mark, '$');
}

/** The value that `:=` keeps: what is known is put in now, the rest stays as it is written. */
export function expandNow(text: string, variables: MakeVariables): string {
  return expand(text, variables, (written) => `$(${written})`, '$$');
}

/** A text whose variables are all known, those that nothing sets as empty; null where make would compute some of it. */
export function expandKnown(text: string, variables: MakeVariables): string | null {
  let isKnown = true;
  const expanded = expand(
    text,
    variables,
    (written) => {
      if (!/^[A-Za-z_][\w.-]*$/.test(written)) isKnown = false;
      return '';
    },
    '$',
  );
  return isKnown ? expanded : null;
}

/** The bracket that closes the one at `open`; the end of the text when there is none. */
function closing(text: string, open: number): number {
  const [opening, close] = text[open] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === opening) depth += 1;
    else if (text[index] === close) depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}
