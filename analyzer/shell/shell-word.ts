import type { Word, WordPart } from 'unbash';

/** A word of a command after expansion, as far as that is known without running anything. */
export interface ShellWord {
  /** With what is not known left as written. */
  readonly text: string;
  /** Why the text is not all of it; empty when it is. */
  readonly unresolved: readonly string[];
}

/** What a variable is worth, or in words why that is not known, and what stands in the file in its place where it is not it. */
export type VariableValue = { readonly text: string } | { readonly reason: string; readonly written?: string };

/** The variables where a word stands. */
export type Variables = (name: string) => VariableValue;

/** Stands for the repository's root at the start of a path: no real path can hold it. */
export const rootMark = '\u0001';

/** Expands one word: quotes, variables with their defaults, and the few commands that name a folder of the repository. */
export function expandWord(word: Word, variables: Variables, scriptFolder: string): ShellWord {
  if (word.parts === undefined) return { text: word.value, unresolved: [] };
  return expandParts(word.parts, variables, scriptFolder);
}

function expandParts(parts: readonly WordPart[], variables: Variables, scriptFolder: string): ShellWord {
  const unresolved: string[] = [];
  let text = '';
  for (const part of parts) {
    const piece = expandPart(part, variables, scriptFolder);
    text += piece.text;
    unresolved.push(...piece.unresolved);
  }
  return { text, unresolved };
}

function expandPart(part: WordPart, variables: Variables, scriptFolder: string): ShellWord {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
    case 'Glob':
      return { text: part.value, unresolved: [] };
    case 'DoubleQuoted':
    case 'LocaleString':
      return expandParts(part.parts, variables, scriptFolder);
    case 'SimpleExpansion':
      return variableWord(part.text.slice(1), part.text, variables);
    case 'ParameterExpansion':
      return parameterWord(part, variables, scriptFolder);
    case 'CommandExpansion':
      return commandWord(part.text, scriptFolder);
    default:
      return { text: part.text, unresolved: [`${part.text} is not expanded`] };
  }
}

function variableWord(name: string, written: string, variables: Variables): ShellWord {
  const found = variables(name);
  if ('text' in found) return { text: found.text, unresolved: [] };
  return { text: found.written ?? written, unresolved: [found.reason] };
}

/** `${NAME}`, `${NAME:-word}` and its like; other operators are not followed. */
function parameterWord(
  part: Extract<WordPart, { readonly type: 'ParameterExpansion' }>,
  variables: Variables,
  scriptFolder: string,
): ShellWord {
  const { operation, parameter, prefix, index, text } = part;
  if (prefix !== undefined || index !== undefined) return { text, unresolved: [`${text} is not expanded`] };
  if (operation === undefined) return variableWord(parameter, text, variables);
  if (operation.type !== 'Default') return { text, unresolved: [`${text} is not expanded`] };
  const found = variables(parameter);
  const isEmptyToo = operation.operator.startsWith(':');
  const isSet = 'text' in found && !(isEmptyToo && found.text === '');
  const word = () => expandWord(operation.operand, variables, scriptFolder);
  if (operation.operator.endsWith('+')) return isSet ? word() : { text: '', unresolved: [] };
  if (isSet && 'text' in found) return { text: found.text, unresolved: [] };
  if (operation.operator.endsWith('?')) return variableWord(parameter, text, variables);
  return word();
}

/**
 * Folders that scripts ask for in a few well-known ways. `$(dirname "$0")` is the script's own; `git rev-parse --show-toplevel` the
 * repository's.
 */
function commandWord(text: string, scriptFolder: string): ShellWord {
  const command = text
    .replace(/["'`]|^\$\(|\)$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const self = '(?:\\$0|\\$\\{?BASH_SOURCE(?:\\[0\\])?\\}?|\\$\\{0\\})';
  const own = new RegExp(
    `^(?:cd (?:-- |-P )?\\$\\()?dirname (?:-- )?${self}\\)?((?:/\\.\\.)*/?)(?: ?(?:>/dev/null|&>/dev/null|>/dev/null 2>&1))?(?: ?(?:&&|;) ?pwd(?: -P)?)?$`,
  );
  const match = own.exec(command);
  if (match !== null) {
    const base = scriptFolder === '' ? rootMark : `${rootMark}/${scriptFolder}`;
    return { text: base + (match[1] ?? ''), unresolved: [] };
  }
  if (command === 'git rev-parse --show-toplevel') return { text: rootMark, unresolved: [] };
  return { text, unresolved: [`${text} is the output of a command`] };
}
