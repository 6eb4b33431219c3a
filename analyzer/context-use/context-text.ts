import { formatBytes } from '../context/format-bytes.ts';
import { plainLine } from '../plan/plain-line.ts';
import {
  isGits,
  type ContextListing,
  type ListedFile,
  type ListedIgnored,
  type ListedStep,
  type ListedWhy,
} from './context-listing.ts';

/** A listing to be read in a terminal. Without a question of its own it lists the steps. */
export function contextText(listing: ContextListing): string {
  const { ignored, unused, why } = listing;
  const parts = [head(listing)];
  if (ignored === undefined && unused === undefined && why === undefined) {
    parts.push(...listing.steps.map((step) => stepText(listing, step)));
    if (listing.steps.length === 0) parts.push('No step takes a file from the build context.');
  }
  if (ignored !== undefined) parts.push(ignoredText(listing, ignored));
  if (unused !== undefined) parts.push(unusedText(unused));
  if (why !== undefined) parts.push(whyText(listing, why));
  return `${parts.join('\n\n')}\n`;
}

function head({ dockerfile, context, inferredFrom, ignoreFile, files, bytes }: ContextListing): string {
  const held = ignoreFile === '' ? 'no ignore file' : `after ${plainLine(ignoreFile)}`;
  const line = `${plainLine(dockerfile)} with context ${plainLine(context)}: ${count(files, 'file')}, ${formatBytes(bytes)}, ${held}`;
  return inferredFrom === ''
    ? line
    : `${line}\nContext inferred: ${plainLine(inferredFrom)}. --context names another one.`;
}

function stepText({ dockerfile }: ContextListing, step: ListedStep): string {
  const files = step.files.filter(({ kind }) => kind !== 'directory').length;
  const unknown = step.unknownContexts.map((name) => `  The files of the context "${plainLine(name)}" are not here.`);
  return [
    `${plainLine(step.label, 100)}  (${plainLine(dockerfile)}:${step.line})`,
    `  ${count(files, 'file')}, ${formatBytes(step.bytes)}`,
    ...unknown,
    ...fileLines(step.files),
  ].join('\n');
}

function fileLines(all: readonly ListedFile[]): readonly string[] {
  const files = all.filter((file) => !isGits(file));
  const git = gitLines(all.filter(isGits));
  const names = files.map(({ context, path, kind }) => inContext(context, path + (kind === 'directory' ? '/' : '')));
  const sizes = files.map(({ kind, bytes }) => (kind === 'file' ? formatBytes(bytes) : kind));
  names.unshift(...git.map(({ name }) => name));
  sizes.unshift(...git.map(({ size }) => size));
  const width = Math.max(0, ...sizes.map((size) => size.length));
  return names.map((name, index) => `  ${(sizes[index] ?? '').padStart(width)}  ${name}`);
}

/** Git's own folder of each context as one line: it holds thousands of files that say nothing to anybody. */
function gitLines(files: readonly ListedFile[]): readonly { readonly name: string; readonly size: string }[] {
  return [...new Set(files.map(({ context }) => context))].map((context) => {
    const own = files.filter((file) => file.context === context && file.kind !== 'directory');
    const bytes = own.reduce((sum, file) => sum + file.bytes, 0);
    const note = `(${count(own.length, 'file')}), which every commit changes: an ignore file can leave it out`;
    return { name: `${inContext(context, '.git/')} ${note}`, size: formatBytes(bytes) };
  });
}

function inContext(context: string | undefined, path: string): string {
  return context === undefined ? plainLine(path) : `[${plainLine(context)}] ${plainLine(path)}`;
}

function ignoredText({ ignoreFile }: ContextListing, ignored: readonly ListedIgnored[]): string {
  if (ignoreFile === '') return 'There is no ignore file: nothing is left out.';
  if (ignored.length === 0) return `${plainLine(ignoreFile)} leaves nothing out.`;
  const files = ignored.reduce((sum, each) => sum + each.files, 0);
  const bytes = ignored.reduce((sum, each) => sum + each.bytes, 0);
  const rows = ignored.map((each) => ({
    size: formatBytes(each.bytes),
    name: plainLine(each.path) + (each.kind === 'directory' ? `/ (${count(each.files, 'file')})` : ''),
    rule: `${plainLine(ignoreFile)}:${each.line}: ${plainLine(each.pattern)}`,
  }));
  const sizes = Math.max(...rows.map(({ size }) => size.length));
  const names = Math.min(60, Math.max(...rows.map(({ name }) => name.length)));
  return [
    `Left out: ${count(files, 'file')}, ${formatBytes(bytes)}`,
    ...rows.map(({ size, name, rule }) => `  ${size.padStart(sizes)}  ${name.padEnd(names)}  ${rule}`),
  ].join('\n');
}

function unusedText(unused: readonly ListedFile[]): string {
  if (unused.length === 0) return 'Every file that is not held back is taken by some step.';
  const bytes = unused.reduce((sum, each) => sum + each.bytes, 0);
  return [
    `No step takes, and nothing ignores: ${count(unused.length, 'file')}, ${formatBytes(bytes)}`,
    ...fileLines(unused),
  ].join('\n');
}

function whyText({ dockerfile, ignoreFile }: ContextListing, why: ListedWhy): string {
  const name = why.path === '' ? '.' : plainLine(why.path);
  const rule = why.rule === null ? '' : `${plainLine(ignoreFile)}:${why.rule.line}: ${plainLine(why.rule.pattern)}`;
  const through = why.through === '' ? '' : `, which matches its folder ${plainLine(why.through)}`;
  const lines: string[] = [];
  if (why.kind === 'missing') lines.push(`${name}: there is no such file or folder in the context.`);
  else if (why.isPartlyKept) lines.push(`${name} is left out but for what exceptions keep in it.`);
  else if (why.isIgnored) lines.push(`${name} is left out of the context.`);
  else lines.push(`${name} is in the context.`);
  if (why.rule !== null) lines.push(`  ${why.isIgnored ? 'Left out' : 'Kept'} by ${rule}${through}`);
  else
    lines.push(ignoreFile === '' ? '  There is no ignore file.' : `  No line of ${plainLine(ignoreFile)} matches it.`);
  if (why.kind === 'missing') return lines.join('\n');
  if (why.takenBy.length === 0) lines.push('  No step takes it.');
  for (const { label, line } of why.takenBy) {
    lines.push(`  Taken by ${plainLine(label, 100)}  (${plainLine(dockerfile)}:${line})`);
  }
  return lines.join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
