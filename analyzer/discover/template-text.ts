import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { DefinitionProblem } from './definition-reader.ts';
import { folderOf } from './repository-path.ts';

/** How templates of Go, Jinja, ERB and their kin start a line that is theirs. */
const marks = ['{{', '{%', '<%'];

/** Files that a sentence names before it counts the others. */
const namedFiles = 3;

/** Which files are no Dockerfiles, but templates of such or parts of templates; in the order of `files`. */
export function templatesAmong(
  files: readonly { readonly path: string; readonly dockerfile: Dockerfile }[],
): ReadonlySet<string> {
  const whole = new Set(files.filter(({ dockerfile }) => isTemplateText(dockerfile)).map(({ path }) => path));
  const folders = new Set([...whole].map(folderOf));
  const found = files.filter(({ path, dockerfile }) => whole.has(path) || isTemplatePart(dockerfile, path, folders));
  return new Set(found.map(({ path }) => path));
}

/**
 * Whether a text is what a Dockerfile is made from, by another program: where an instruction should stand, there is a mark
 * of a template language. Marks within here-documents and arguments say nothing: Dockerfiles write templates, too.
 */
function isTemplateText({ text, leftOut }: Dockerfile): boolean {
  if (!marks.some((mark) => text.includes(mark))) return false;
  const lines = text.split('\n');
  return leftOut.some(({ range }) => {
    const line = lines[(range?.start.line ?? 0) - 1]?.trimStart() ?? '';
    return marks.some((mark) => line.startsWith(mark));
  });
}

/**
 * Whether a text is a part of which another program makes Dockerfiles: it has no FROM, and either a mark of a template
 * language in an instruction, or its place among (or below) templates, `folders` being theirs. A text without FROM that
 * stands elsewhere is a Dockerfile that BuildKit refuses.
 */
function isTemplatePart(dockerfile: Dockerfile, path: string, folders: ReadonlySet<string>): boolean {
  if (!hasNoFrom(dockerfile)) return false;
  return isBelow(folderOf(path), folders) || hasMark(dockerfile);
}

/** Whether no line begins a stage, not even one that is wrong. */
function hasNoFrom({ text, instructions, leftOut }: Dockerfile): boolean {
  const lines = text.split('\n');
  const starts = [...instructions, ...leftOut].map(({ range }) => range?.start.line ?? 0);
  return starts.every((line) => !/^\s*FROM\b/i.test(lines[line - 1] ?? ''));
}

function hasMark({ text, comments }: Dockerfile): boolean {
  const commented = new Set(comments.map(({ range }) => range.start.line));
  return text.split('\n').some((line, index) => !commented.has(index + 1) && marks.some((mark) => line.includes(mark)));
}

/** Whether a folder is one of `folders` or below one that is not the root. */
function isBelow(folder: string, folders: ReadonlySet<string>): boolean {
  for (let at = folder; ; at = folderOf(at)) {
    if (folders.has(at)) return at !== '' || folder === '';
    if (at === '') return false;
  }
}

/** One sentence for all templates of a repository. */
export function templatesNotice(paths: readonly string[]): readonly DefinitionProblem[] {
  const [first] = paths;
  if (first === undefined) return [];
  const others = paths.slice(0, namedFiles).join(', ') + (paths.length > namedFiles ? ', …' : '');
  const message =
    paths.length === 1
      ? 'It is a template, or a part of one, that another program makes a Dockerfile from, and is left out.'
      : `${paths.length} files are templates or parts of them that another program makes Dockerfiles from, and are left out: ${others}.`;
  return [{ path: paths.length === 1 ? first : '', range: null, message }];
}
