import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { DefinitionProblem } from './definition-reader.ts';

/** How templates of Go, Jinja, ERB and their kin start a line that is theirs. */
const marks = ['{{', '{%', '<%'];

/** Files that a sentence names before it counts the others. */
const namedFiles = 3;

/**
 * Whether a text is what a Dockerfile is made from, by another program: where an instruction should stand, there is a mark
 * of a template language. Marks within here-documents and arguments say nothing: Dockerfiles write templates, too.
 */
export function isTemplateText({ text, leftOut }: Dockerfile): boolean {
  if (!marks.some((mark) => text.includes(mark))) return false;
  const lines = text.split('\n');
  return leftOut.some(({ range }) => {
    const line = lines[(range?.start.line ?? 0) - 1]?.trimStart() ?? '';
    return marks.some((mark) => line.startsWith(mark));
  });
}

/** One sentence for all templates of a repository. */
export function templatesNotice(paths: readonly string[]): readonly DefinitionProblem[] {
  const [first] = paths;
  if (first === undefined) return [];
  const others = paths.slice(0, namedFiles).join(', ') + (paths.length > namedFiles ? ', …' : '');
  const message =
    paths.length === 1
      ? 'It is a template that another program makes a Dockerfile from, and is left out.'
      : `${paths.length} files are templates that another program makes Dockerfiles from, and are left out: ${others}.`;
  return [{ path: paths.length === 1 ? first : '', range: null, message }];
}
