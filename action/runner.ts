import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** What the runner of GitHub Actions hands a step: its environment. Tests hand in their own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A mistake in how the action is used, told as one annotation, without a stack. */
export class ActionError extends Error {}

/** A variable that the runner always sets. Throws `ActionError` where it is missing: nothing works without. */
export function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw new ActionError(`${name} is not set: this is no GitHub Actions runner`);
  return value;
}

/**
 * Adds outputs of the step to the runner's file. Each value stands between delimiters that nobody can guess, so that no
 * value ends itself and begins an output of its own.
 *
 * Source: docs.github.com, workflow commands, "Multiline strings".
 */
export function setOutputs(env: Environment, outputs: Readonly<Record<string, string>>): void {
  const file = required(env, 'GITHUB_OUTPUT');
  for (const [name, value] of Object.entries(outputs)) {
    const delimiter = `layerfall-${randomUUID()}`;
    appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  }
}

/** Bytes that a step may add to the job's summary; GitHub drops a longer one as a whole. */
const summaryLimit = 1 << 20;

/** Adds Markdown to the job's summary, cut where GitHub would drop it. */
export function appendSummary(env: Environment, markdown: string): void {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file !== undefined && file !== '') appendFileSync(file, cutMarkdown(markdown, summaryLimit));
}

/**
 * Markdown of at most so many bytes: cut between blocks, so that no table row and no folded part is left open, with a
 * sentence that says so.
 */
export function cutMarkdown(markdown: string, limit: number): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const end = '\n\nMore was found than fits here: the report holds all of it.\n';
  let kept = '';
  let size = Buffer.byteLength(end);
  for (const block of blocksOf(markdown)) {
    size += Buffer.byteLength(block) + 2;
    if (size > limit) break;
    kept += kept === '' ? block : `\n\n${block}`;
  }
  return `${kept}${end}`;
}

/** Paragraphs, tables and headings; a folded part is one block however many it holds. */
function blocksOf(markdown: string): readonly string[] {
  const blocks: string[] = [];
  let isOpen = false;
  for (const block of markdown.trimEnd().split(/\n{2,}/)) {
    if (isOpen) blocks.push(`${blocks.pop() ?? ''}\n\n${block}`);
    else blocks.push(block);
    if (block.startsWith('<details>')) isOpen = true;
    if (block.endsWith('</details>')) isOpen = false;
  }
  return blocks;
}

/** An annotation as the runner reads it from standard output: `notice`, `warning` or `error`. */
export function annotation(level: 'error' | 'notice' | 'warning', message: string): string {
  const text = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${level} title=Layerfall::${text}\n`;
}

/**
 * Text of anybody's for the log: the runner takes a line like `::add-mask::` for a command wherever it comes from, unless
 * it is told to listen for one word alone, which nobody can guess.
 *
 * Source: docs.github.com, workflow commands, "Stopping and starting workflow commands".
 */
export function quoted(text: string): string {
  if (text === '') return '';
  const word = randomUUID();
  return `::stop-commands::${word}\n${text.endsWith('\n') ? text : `${text}\n`}::${word}::\n`;
}
