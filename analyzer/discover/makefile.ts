import type { DeclaredBuilds, DefinitionReader } from './definition-reader.ts';
import { folderOf } from './repository-path.ts';
import { scriptBuilds } from './shell/script-builds.ts';
import type { VariableValue } from '../shell/shell-word.ts';

/** Variables inside variables go deeper only where they go in circles. */
const maxExpansions = 20;

/** A recipe's text may grow by this much when its variables are put in. */
const maxLength = 100_000;

/**
 * Builds in the recipes of makefiles, which make runs in the makefile's folder, each line in a shell of its own.
 *
 * Variables that the file sets once to a text are put in (`=`, `:=`, `?=`); what make computes (`$(shell …)`, `$@`, a variable from
 * outside) is not known.
 */
export const makefileReader: DefinitionReader = {
  source: 'makefile',
  matches: (name) => /^(?:GNU)?[Mm]akefile(?:\.[^/]*)?$|\.mk$/.test(name),
  read: (path, text, repository): DeclaredBuilds => {
    if (!/docker|podman|buildah|nerdctl/i.test(text)) return { builds: [], problems: [] };
    const lines = logicalLines(text);
    const variables = readVariables(lines);
    const folder = folderOf(path);
    const found = lines.flatMap((line) => {
      if (!line.isRecipe) return [];
      const unknown = new Map<string, VariableValue>();
      const expanded = expand(line.text.replace(/^[\s@+-]+/, ''), variables, unknown, 0);
      const setting = {
        folder,
        scriptFolder: folder,
        variables: (name: string) => unknown.get(name),
      };
      const place = () => ({ line: line.line, column: line.column });
      return [scriptBuilds({ source: 'makefile', path, text: expanded, place, setting }, repository)];
    });
    return { builds: found.flatMap(({ builds }) => builds), problems: found.flatMap(({ problems }) => problems) };
  },
};

interface MakeLine {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly isRecipe: boolean;
}

/** Lines with continuations joined; a recipe keeps its line ends, as its shell sees them. */
function logicalLines(text: string): readonly MakeLine[] {
  const lines = text.split('\n');
  const found: MakeLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const first = (lines[index] ?? '').replace(/\r$/, '');
    const isRecipe = first.startsWith('\t');
    const parts = [first];
    const line = index + 1;
    while (parts.at(-1)?.endsWith('\\') === true && index + 1 < lines.length) {
      index += 1;
      parts.push((lines[index] ?? '').replace(/\r$/, ''));
    }
    const joined = isRecipe ? parts.join('\n') : parts.map((part) => part.replace(/\\$/, '').trim()).join(' ');
    const column = first.length - first.replace(/^[\s@+-]+/, '').length + 1;
    found.push({ text: joined, line, column, isRecipe });
  }
  return found;
}

/** Variables with one value each; null for one that is set in several ways. */
function readVariables(lines: readonly MakeLine[]): ReadonlyMap<string, string | null> {
  const values = new Map<string, string | null>();
  for (const { text, isRecipe } of lines) {
    const match = isRecipe
      ? null
      : /^ *(?:export +|override +)*([A-Za-z_][\w.-]*)[ \t]*(\?|\+|:{1,3}|!)?=[ \t]*(.*)$/s.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined) continue;
    const value = (match[3] ?? '').replace(/(?:^|[ \t])#.*$/, '').trim();
    const isPlain = match[2] !== '+' && match[2] !== '!';
    const before = values.get(name);
    values.set(name, isPlain && (before === undefined || before === value) ? value : null);
  }
  return values;
}

/**
 * Puts variables in. What is not known becomes a shell variable of its own, told in `unknown` by why, so that it is found
 * again in the words of the command.
 */
function expand(
  text: string,
  variables: ReadonlyMap<string, string | null>,
  unknown: Map<string, VariableValue>,
  depth: number,
): string {
  const mark = (inside: string, reason: string): string => {
    const name = `MAKE_UNKNOWN_${unknown.size}`;
    unknown.set(name, { reason, written: `$(${inside})` });
    return `\${${name}}`;
  };
  let result = '';
  let index = 0;
  while (index < text.length && result.length < maxLength) {
    const dollar = text.indexOf('$', index);
    if (dollar === -1) return result + text.slice(index);
    result += text.slice(index, dollar);
    const open = text[dollar + 1] ?? '';
    if (open === '$') {
      result += '$';
      index = dollar + 2;
      continue;
    }
    const close = open === '(' || open === '{' ? closing(text, dollar + 1) : dollar + 1;
    const inside = open === '(' || open === '{' ? text.slice(dollar + 2, close) : open;
    index = close + 1;
    const value = variables.get(inside);
    if (inside === 'CURDIR') result += '.';
    else if (typeof value === 'string' && depth < maxExpansions) result += expand(value, variables, unknown, depth + 1);
    else if (value === null) result += mark(inside, `make sets ${inside} in several ways`);
    else result += mark(inside, `$(${inside}) is known when make runs`);
  }
  return result;
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
