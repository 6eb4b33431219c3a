import { ActionError } from './runner.ts';

const commandNames = ['report', 'affected', 'check'] as const;
type CommandName = (typeof commandNames)[number];

/** What the workflow asks for; names and defaults stand in `action.yml`, and in the help of `layerfall github`. */
export interface Inputs {
  /** The repository's folder, relative to the workspace. */
  readonly path: string;
  readonly commands: ReadonlySet<CommandName>;
  /** A revision; empty: what the event says. */
  readonly since: string;
  /** The report's folder, relative to the workspace. */
  readonly output: string;
  readonly title: string;
  /** Names of formats to write besides. */
  readonly formats: readonly string[];
  /** The least severe finding that fails; empty: what the repository's configuration says. */
  readonly failOn: string;
  readonly comment: boolean;
  /** Tells the comments of several steps on one pull request apart. */
  readonly commentKey: string;
  readonly token: string;
}

/**
 * Reads what was asked for. `valueOf` answers an input by its name in `action.yml`, as text; undefined: not given. Throws
 * `ActionError` for a value that makes no sense.
 */
export function readInputs(valueOf: (name: string) => string | undefined): Inputs {
  const text = (name: string): string => (valueOf(name) ?? '').trim();
  return {
    path: text('path') || '.',
    commands: new Set(words(valueOf('commands') ?? 'report affected').map(readCommand)),
    since: text('since'),
    output: text('output') || '_report',
    title: text('title'),
    formats: words(text('formats')),
    failOn: text('fail-on'),
    comment: readBoolean('comment', text('comment')),
    commentKey: text('comment-key'),
    token: text('token'),
  };
}

function words(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function readCommand(word: string): CommandName {
  const found = commandNames.find((name) => name === word);
  if (found === undefined) {
    throw new ActionError(`"commands" may name ${commandNames.join(', ')}; it names "${word}"`);
  }
  return found;
}

/** As YAML 1.2 writes them: `yes` and `on` are a mistake that would otherwise pass for false. */
function readBoolean(name: string, value: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  if (value === '' || /^(?:false|False|FALSE)$/.test(value)) return false;
  throw new ActionError(`"${name}" is true or false; it is "${value}"`);
}
