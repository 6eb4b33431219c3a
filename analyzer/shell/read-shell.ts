import {
  forEachChild,
  parse,
  type Command,
  type CommandNode,
  type PipelineNode,
  type Statement,
  type SyntaxNode,
  type Word,
} from 'unbash';

import { expandWord, rootMark, type ShellWord, type Variables, type VariableValue } from './shell-word.ts';

/** Commands looked at in one script, loops unrolled. */
const maxCommands = 5000;

/** Calls of a script's own functions that are followed, those in each other included. */
const maxCalls = 1000;
const maxCallDepth = 20;

/** Blocks in blocks beyond what people write; what lies deeper is not looked at. */
const maxDepth = 200;

/** A simple command that a script runs, its words expanded. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** Where it starts in the script. */
  readonly offset: number;
  /** The folder of the repository that it runs in; null when a `cd` above it leads to an unknown place. */
  readonly folder: string | null;
  /** The here-document on its standard input; null when there is none or it is expanded. */
  readonly input: string | null;
}

export interface ShellSetting {
  /** Where the script starts to run. */
  readonly folder: string;
  /** Where the script itself lies. */
  readonly scriptFolder: string;
  /** Variables from around the script (a workflow's `env`); undefined for one it does not know. */
  readonly variables: (name: string) => VariableValue | undefined;
}

/** Where a path of a script leads from a folder; null when that is not known. */
export type FollowPath = (folder: string | null, text: string) => string | null;

/**
 * The commands of a script in order, those in branches, loops and functions included.
 *
 * A variable that the script assigns once, with a text that is known, has that value everywhere; loops over known words
 * are unrolled; functions run where they are called, with what they are called with; `cd`, `pushd` and `popd` are followed. A script that is not valid gives what could be read of it.
 */
export function readShell(text: string, setting: ShellSetting, follow: FollowPath): readonly ShellCommand[] {
  const script = parse(text);
  const assignments = collectAssignments(script);
  const commands: ShellCommand[] = [];
  const running = new Set<string>();
  const loops = new Map<string, string | null>();

  const functions = new Map<string, FunctionBody>();
  const called = new Set<string>();
  let calls = 0;
  let callDepth = 0;
  /** What `$1` and its like are; null where that is not known. */
  let positional: readonly ShellWord[] | null = null;

  const variables: Variables = (name) => {
    if (positional !== null && /^[1-9]$/.test(name)) {
      const { text, unresolved } = positional[Number(name) - 1] ?? { text: '', unresolved: [] };
      const [reason] = unresolved;
      return reason === undefined ? { text } : { reason };
    }
    if (loops.has(name)) {
      const value = loops.get(name);
      return value === null || value === undefined ? { reason: `${name} is set by a loop` } : { text: value };
    }
    if (name === 'PWD') return { text: setting.folder === '' ? rootMark : `${rootMark}/${setting.folder}` };
    const given = setting.variables(name);
    const words = assignments.get(name) ?? [];
    if (words.length === 0 || running.has(name)) return given ?? { reason: reasonFor(name) };
    running.add(name);
    const values = words.map((word) => (word === null ? null : expandWord(word, variables, setting.scriptFolder)));
    running.delete(name);
    const [first] = values;
    if (first === null || first === undefined) return { reason: `the variable ${name} is set while the script runs` };
    if (values.some((value) => value?.text !== first.text))
      return { reason: `the variable ${name} is set in several ways` };
    const [reason] = first.unresolved;
    return reason === undefined ? { text: first.text } : { reason };
  };

  interface State {
    folder: string | null;
    readonly stack: (string | null)[];
  }

  function expandWords(words: readonly Word[]): readonly ShellWord[] {
    return words.flatMap((word) => {
      if (positional !== null && /^"?\$[@*]"?$/.test(word.text)) return positional;
      const expanded = expandWord(word, variables, setting.scriptFolder);
      if (!isSplit(word) || expanded.unresolved.length > 0) return [expanded];
      return expanded.text.split(/\s+/).flatMap((part) => (part === '' ? [] : [{ ...expanded, text: part }]));
    });
  }

  function runStatements(statements: readonly Statement[], state: State): void {
    for (const { command } of statements) {
      if (command.type === 'AndOr') for (const each of command.commands) runPipeline(each, state);
      else runPipeline(command, state);
    }
  }

  function runPipeline(node: PipelineNode, state: State): void {
    if (node.type !== 'Pipeline') runNode(node, state);
    // Every part of a pipeline runs in a shell of its own.
    else for (const each of node.commands) runNode(each, { ...state, stack: [] });
  }

  /** Runs something that may or may not happen: afterwards the folder is known only if it did not move. */
  function runBranch(statements: readonly Statement[], state: State): void {
    const inner: State = { folder: state.folder, stack: [...state.stack] };
    runStatements(statements, inner);
    if (inner.folder !== state.folder) state.folder = null;
  }

  function runNode(node: CommandNode, state: State): void {
    switch (node.type) {
      case 'Command':
        return runCommand(node, state);
      case 'Redirected':
        return runNode(node.command, state);
      case 'BraceGroup':
        return runStatements(node.body.commands, state);
      case 'Subshell':
        return runStatements(node.body.commands, { ...state, stack: [] });
      case 'Function':
        functions.set(node.name.text, node.body);
        return;
      case 'If':
        runStatements(node.clause.commands, state);
        for (const branch of [node.then, ...node.elif.flatMap(({ clause, then }) => [clause, then]), node.else]) {
          if (branch !== undefined) runBranch(branch.commands, state);
        }
        return;
      case 'While':
        runStatements(node.clause.commands, state);
        return runBranch(node.body.commands, state);
      case 'Case':
        for (const item of node.items) runBranch(item.body.commands, state);
        return;
      case 'For':
        return runLoop(node.name.text, node.wordlist, node.body.commands, state);
      case 'Select':
        return runLoop(node.name.text, undefined, node.body.commands, state);
      case 'ArithmeticFor':
        return runBranch(node.body.commands, state);
      default:
    }
  }

  /** A function's commands run where it is called, with the words behind its name; null: it is not known with which. */
  function runFunction(name: string, words: readonly ShellWord[] | null, state: State): void {
    const body = functions.get(name);
    if (body === undefined || callDepth >= maxCallDepth || calls++ > maxCalls) return;
    called.add(name);
    const before = positional;
    positional = words;
    callDepth += 1;
    if (body.type === 'CompoundList') runStatements(body.commands, state);
    else runNode(body, state);
    callDepth -= 1;
    positional = before;
  }

  function runLoop(
    name: string,
    wordlist: readonly Word[] | undefined,
    body: readonly Statement[],
    state: State,
  ): void {
    const words = wordlist === undefined ? [] : expandWords(wordlist);
    const isKnown =
      words.length > 0 && words.every(({ text, unresolved }) => unresolved.length === 0 && !/[*?[]/.test(text));
    const before = loops.get(name);
    for (const value of isKnown ? words.map((word) => word.text) : [null]) {
      loops.set(name, value);
      runBranch(body, state);
      if (commands.length > maxCommands) break;
    }
    if (before === undefined) loops.delete(name);
    else loops.set(name, before);
  }

  function runCommand(command: Command, state: State): void {
    if (command.name === undefined || commands.length > maxCommands) return;
    const words = expandWords([command.name, ...command.args.flatMap((arg) => (arg.type === 'Word' ? [arg] : []))]);
    const [name, target] = words;
    if (name === undefined) return;
    if (name.text === 'cd' || name.text === 'pushd') {
      const to = words.slice(1).find(({ text: flag }) => !/^-[LPe@]*$|^--$/.test(flag) || flag === '-') ?? target;
      if (name.text === 'pushd') state.stack.push(state.folder);
      state.folder = enter(state.folder, to, follow);
    } else if (name.text === 'popd') {
      state.folder = state.stack.pop() ?? null;
    } else if (name.text === 'shift') {
      positional = null;
    } else if (functions.has(name.text)) {
      runFunction(name.text, words.slice(1), state);
    } else {
      commands.push({ words, offset: command.pos, folder: state.folder, input: readInput(command) });
    }
  }

  runStatements(script.commands, { folder: setting.folder, stack: [] });
  // One that nothing here calls may be called by whoever sources the script.
  for (const name of functions.keys()) {
    if (!called.has(name)) runFunction(name, null, { folder: setting.folder, stack: [] });
  }
  return commands;
}

type FunctionBody = Extract<CommandNode, { readonly type: 'Function' }>['body'];

function reasonFor(name: string): string {
  if (/^[0-9@*#]/.test(name)) return `$${name} is what the script is called with`;
  return `the variable ${name} is not set here`;
}

/** Where `cd` leads; null when that is not known or outside the repository. */
function enter(folder: string | null, word: ShellWord | undefined, follow: FollowPath): string | null {
  if (word === undefined || word.unresolved.length > 0 || word.text === '-') return null;
  return follow(folder, word.text);
}

/** Whether the shell splits a word after expansion: it is nothing but variables outside quotes. */
function isSplit(word: Word): boolean {
  return (
    word.parts !== undefined &&
    word.parts.every(({ type }) => type === 'SimpleExpansion' || type === 'ParameterExpansion')
  );
}

function readInput(command: Command): string | null {
  for (const redirect of command.redirects) {
    if (redirect.type !== 'HereDoc') continue;
    const isPlain = redirect.delimiter?.quoted === true || !/[$`\\]/.test(redirect.body.text);
    if (!isPlain) return null;
    return redirect.operator === '<<-' ? redirect.body.text.replace(/^\t+/gm, '') : redirect.body.text;
  }
  return null;
}

const declaringCommands = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);
const readingCommands = new Set(['getopts', 'mapfile', 'read', 'readarray']);

/** Every word that a variable is set to; null where it is set in a way that is not followed. */
function collectAssignments(script: SyntaxNode): ReadonlyMap<string, readonly (Word | null)[]> {
  const found = new Map<string, (Word | null)[]>();
  const add = (name: string, word: Word | null) => {
    const words = found.get(name) ?? [];
    words.push(word);
    found.set(name, words);
  };
  const visit = (node: SyntaxNode, depth: number): void => {
    // What a command in `$(…)` sets stays there.
    if (depth > maxDepth || node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') return;
    if (node.type === 'Command') {
      const name = node.name?.text;
      const all = name === undefined ? node.prefix : declaringCommands.has(name) ? node.suffix : [];
      for (const each of all) {
        if (each.type !== 'Assignment') continue;
        const isPlain = each.value.type === 'Word' && each.append !== true && each.index === undefined;
        add(each.name, isPlain && each.value.type === 'Word' ? each.value : null);
      }
      if (name !== undefined && readingCommands.has(name)) for (const arg of node.args) add(arg.text, null);
    }
    if (
      node.type === 'ParameterExpansion' &&
      node.operation?.type === 'Default' &&
      node.operation.operator.endsWith('=')
    ) {
      add(node.parameter, node.operation.operand);
    }
    forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(script, 0);
  return found;
}
