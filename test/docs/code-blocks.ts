import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a Markdown file. */
export interface CodeBlock {
  readonly file: string;
  /** Line of the fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** The Markdown that people read, relative to the repository. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path))
    .sort(),
];

export const codeBlocks: readonly CodeBlock[] = documents.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map(({ 2: language = '', 3: body = '', index }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    language,
    text: body,
  }));
});

/** Command lines of `layerfall` in a shell text, as words: lines joined at backslashes, cut at pipes and comments. */
export function layerfallCommands(shell: string): readonly (readonly string[])[] {
  return shell
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const start = /(?:^|[\s$("`])(?:npx (?:--yes )?(?:git\+\S+|github:\S+|layerfall)|layerfall) (?=[a-z-])/.exec(
        line,
      );
      const before = start === null ? '' : line.slice(0, start.index + 1);
      // Not what npm is told to install.
      if (start === null || /npm (?:install|pack)/.test(before)) return [];
      return [words(line.slice(start.index + start[0].length))];
    });
}

/** Words of a simple command, without redirections; ends where another command begins. */
function words(text: string): readonly string[] {
  const found: string[] = [];
  for (const [token] of text.matchAll(/"[^"]*"|'[^']*'|[|;&)#].*|[<>]+|[^\s|;&)"'<>]+/g)) {
    if (/^[|;&)#<>]/.test(token)) break;
    found.push(token.replace(/^(["'])(.*)\1$/s, '$2'));
  }
  return found;
}
