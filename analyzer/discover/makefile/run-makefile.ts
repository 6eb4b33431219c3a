import type { RepositoryFiles } from '../repository-files.ts';
import { folderOf, followPath } from '../repository-path.ts';
import { joinedLine, makeLines, type MakeLine } from './make-lines.ts';
import { expandKnown, expandNow, type MakeVariables } from './make-text.ts';

/** Makefiles included in each other, and lines of all of them, beyond which nothing is read. */
const maxIncludes = 100;
const maxLines = 50_000;

/** What a makefile comes to, its conditionals decided. */
export interface MakeRun {
  readonly variables: MakeVariables;
  readonly recipes: readonly MakeLine[];
  /** Every makefile that was read, the first one first. */
  readonly paths: readonly string[];
  /** How many branches each conditional has of which make alone knows the outcome, in order. */
  readonly open: readonly number[];
}

interface Conditional {
  /** Whether lines count where it stands. */
  readonly isActiveAround: boolean;
  /** A branch of it was taken. */
  isTaken: boolean;
  isActive: boolean;
  /** Place among the open ones; null where its outcome is known. */
  open: number | null;
  branches: number;
}

/**
 * Reads a makefile as make does with nothing set from outside: variables, `include`, conditionals
 * (www.gnu.org/software/make/manual). Of a conditional whose outcome make computes (`$(shell …)`) the first branch counts, or the one
 * that `choices` names by the conditional's place among those.
 */
export function runMakefile(
  path: string,
  repository: RepositoryFiles,
  choices: ReadonlyMap<number, number> = new Map(),
): MakeRun {
  const top = folderOf(path);
  const variables = new Map<string, string>();
  const recipes: MakeLine[] = [];
  const paths: string[] = [];
  const open: number[] = [];
  let read = 0;

  function readFile(file: string): void {
    const text = repository.readText(file);
    if (text === null || paths.includes(file) || paths.length >= maxIncludes) return;
    paths.push(file);
    const conditionals: Conditional[] = [];
    let isInRule = false;
    let definition = 0;
    for (const line of makeLines(file, text)) {
      if (read++ > maxLines) return;
      const joined = joinedLine(line.text);
      if (definition > 0) {
        if (/^endef\b/.test(joined)) definition -= 1;
        else if (/^define\b/.test(joined)) definition += 1;
        continue;
      }
      const isActive = conditionals.at(-1)?.isActive ?? true;
      if (line.isTabbed && isInRule) {
        if (isActive) recipes.push(line);
        continue;
      }
      if (joined === '' || readConditional(joined, conditionals) || !isActive) continue;
      if (/^(?:(?:export|override)[ \t]+)*define\b/.test(joined)) {
        definition = 1;
        isInRule = false;
      } else if (/^[-s]?include[ \t]/.test(joined)) {
        isInRule = false;
        include(joined);
      } else isInRule = !assign(joined);
    }
  }

  function include(line: string): void {
    const names = expandKnown(line.replace(/^[-s]?include[ \t]+/, ''), variables) ?? '';
    for (const name of names.split(/[ \t]+/).filter((each) => each !== '')) {
      const followed = followPath(top, name);
      if ('path' in followed) readFile(followed.path);
    }
  }

  /** Whether the line sets a variable; a rule is all else. */
  function assign(line: string): boolean {
    const match = /^(?:(?:export|override|private)[ \t]+)*([A-Za-z_][\w.-]*)[ \t]*(\?|\+|:{1,3}|!)?=[ \t]*(.*)$/s.exec(
      line,
    );
    const [, name, operator, value = ''] = match ?? [];
    if (name === undefined) return /^(?:un)?export\b|^vpath\b/.test(line);
    const before = variables.get(name);
    if (operator === '?' && before !== undefined) return true;
    if (operator === '!') variables.set(name, `$(shell ${value})`);
    else if (operator === '+') variables.set(name, before === undefined ? value : `${before} ${value}`);
    else variables.set(name, operator?.startsWith(':') === true ? expandNow(value, variables) : value);
    return true;
  }

  /** Whether the line is `ifeq`, `else`, `endif` or one of their kin. */
  function readConditional(line: string, conditionals: Conditional[]): boolean {
    const [, word = '', rest = ''] = /^(ifn?eq|ifn?def|else|endif)\b[ \t]*(.*)$/.exec(line) ?? [];
    const last = conditionals.at(-1);
    if (word === '') return false;
    if (word === 'endif') conditionals.pop();
    else if (word === 'else') {
      if (last !== undefined) nextBranch(last, rest);
    } else {
      const isActiveAround = last?.isActive ?? true;
      const made: Conditional = { isActiveAround, isTaken: false, isActive: false, open: null, branches: 0 };
      conditionals.push(made);
      if (isActiveAround) enter(made, test(word, rest));
    }
    return true;
  }

  function nextBranch(conditional: Conditional, line: string): void {
    conditional.isActive = false;
    if (!conditional.isActiveAround) return;
    const [, word = '', rest = ''] = /^(ifn?eq|ifn?def)\b[ \t]*(.*)$/.exec(line) ?? [];
    if (conditional.open !== null) enter(conditional, null);
    else if (!conditional.isTaken) enter(conditional, word === '' ? true : test(word, rest));
  }

  /** `outcome`: null where only make knows it; then, and in all branches behind, the choice decides. */
  function enter(conditional: Conditional, outcome: boolean | null): void {
    if (outcome !== null) {
      conditional.isActive = outcome;
      conditional.isTaken = outcome;
      return;
    }
    conditional.open ??= open.push(0) - 1;
    const branch = conditional.branches++;
    open[conditional.open] = conditional.branches;
    conditional.isActive = (choices.get(conditional.open) ?? 0) === branch;
  }

  function test(word: string, written: string): boolean | null {
    const isNegated = word.startsWith('ifn');
    if (word.endsWith('def')) {
      const name = expandKnown(written, variables);
      return name === null ? null : ((variables.get(name.trim()) ?? '') !== '') !== isNegated;
    }
    const sides = readSides(written)?.map((side) => expandKnown(side, variables)?.trim() ?? null);
    if (sides === undefined || sides.includes(null)) return null;
    return (sides[0] === sides[1]) !== isNegated;
  }

  readFile(path);
  return { variables, recipes, paths, open };
}

/** The two sides of `(a,b)`, `"a" "b"` or `'a' 'b'`; undefined for neither. */
function readSides(written: string): readonly string[] | undefined {
  if (!written.startsWith('(')) {
    const quoted = /^(["'])(.*?)\1[ \t]+(["'])(.*)\3$/.exec(written);
    return quoted === null ? undefined : [quoted[2] ?? '', quoted[4] ?? ''];
  }
  const inside = written.replace(/^\(/, '').replace(/\)$/, '');
  let depth = 0;
  for (let index = 0; index < inside.length; index += 1) {
    const character = inside[index] ?? '';
    if ('({'.includes(character)) depth += 1;
    else if (')}'.includes(character)) depth -= 1;
    else if (character === ',' && depth === 0) return [inside.slice(0, index), inside.slice(index + 1)];
  }
  return undefined;
}
