import { gitFolder } from '../context/file-tree.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { shortDigests } from '../dockerfile/short-digests.ts';
import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';
import type { FileChange } from './change.ts';
import type { Cause, Verdict } from './verdict.ts';

/** The longest piece of a command that a sentence quotes. */
const maxQuoted = 72;

/**
 * A step as a sentence names it: `COPY . . (Dockerfile:12)`. `file`: the Dockerfile's name; empty for places in a file that
 * was named before: `(:12)`.
 */
export function stepName(plan: Plan, step: Step, file: string): string {
  const instruction = plan.dockerfile.instructions[step.instruction];
  const line = instruction === undefined ? '' : ` (${file}:${instruction.range.start.line})`;
  const own = instruction?.keyword === step.kind ? instruction : undefined;
  const written = own === undefined ? step.label.replace(/^\[[^\]]*\] /, '') : withScript(own);
  return `${shorten(withoutMounts(written))}${line}`;
}

/** `RUN <<EOF npm ci …`: what a here-document runs says more than that there is one. */
function withScript({ original, heredocs }: Instruction): string {
  const lines = heredocs.flatMap(({ content }) => content.split('\n')).map((line) => line.trim());
  const [first, ...others] = lines.filter((line) => line !== '' && !/^(?:#|set [-+])/.test(line));
  if (first === undefined) return original;
  return `${original.trimEnd()} ${first}${others.length > 0 ? ' …' : ''}`;
}

/** A command that its mounts would push out of a quotation stands without them. */
function withoutMounts(text: string): string {
  if (text.length <= maxQuoted || !text.startsWith('RUN ')) return text;
  return text.replace(/^RUN(?:\s+--mount=\S+)+/, 'RUN --mount=…');
}

function shorten(text: string): string {
  const line = shortDigests(text.replace(/\s{1,}/g, ' ').trim());
  return line.length <= maxQuoted ? line : `${line.slice(0, maxQuoted - 1).trimEnd()}…`;
}

/**
 * One sentence for a verdict: what becomes of the step and why. `file` is the Dockerfile's name. `told` is the step that
 * the sentence before was about: this one then speaks of `it`; null: none.
 */
export function verdictSentence(plan: Plan, verdict: Verdict, file: string, told: number | null = null): string {
  const step = plan.steps[verdict.step];
  if (step === undefined) return '';
  const name = stepName(plan, step, file);
  switch (verdict.status) {
    case 'cached':
      return `${name} is loaded from the cache.`;
    case 'unused':
      return `${name} is not needed by the target.`;
    case 'output-dependent':
      return maybeSentence(plan, verdict, step, name, told);
    case 'rebuilt':
      return rebuiltSentence(plan, verdict, step, name, told);
  }
}

function rebuiltSentence(plan: Plan, verdict: Verdict, step: Step, name: string, told: number | null): string {
  const direct = verdict.causes.filter(({ kind }) => kind !== 'step' && kind !== 'output');
  if (direct.length > 0) {
    const becomes = step.kind === 'FROM' ? 'is another image than before' : 'is rebuilt';
    return `${name} ${becomes}: ${causeList(plan, direct, verdict.changedFiles)}.`;
  }
  const below = verdict.causes.find((cause) => cause.kind === 'step');
  const passer = below === undefined ? undefined : plan.steps[below.step];
  if (passer === undefined) return `${name} is rebuilt.`;
  if (keepsLayer(verdict)) {
    return `${name} keeps its own layer, which is laid anew over ${spoken(plan, passer, told)}.`;
  }
  if (passer.stage === step.stage) return `${name} follows ${spoken(plan, passer, told)} in the same stage.`;
  return passer.id === told
    ? `${name} stands on it.`
    : `${name} stands on ${stepName(plan, passer, '')}${stageOf(plan, passer)}.`;
}

function maybeSentence(plan: Plan, verdict: Verdict, step: Step, name: string, told: number | null): string {
  const base = verdict.causes.find((cause) => cause.kind === 'base-image');
  if (base?.build !== undefined) {
    const image = imageText(base.reference);
    return `${name} is rebuilt only if build ${base.build} makes another ${image}.`;
  }
  const output = verdict.causes.find((cause) => cause.kind === 'output');
  const writer = output === undefined ? undefined : plan.steps[output.step];
  if (output !== undefined && writer !== undefined) {
    const where = output.path === undefined || output.path === '/' ? '' : ` to ${output.path}`;
    if (writer.kind === 'FROM')
      return `${name} is rebuilt only if ${stepName(plan, writer, '')} brings another ${output.path ?? 'content'}.`;
    const that = writer.id === told ? `that ${writer.kind}` : stepName(plan, writer, '');
    return `${name} is rebuilt only if ${that} writes something else${where}.`;
  }
  const below = verdict.causes.find((cause) => cause.kind === 'step');
  const passer = below === undefined ? undefined : plan.steps[below.step];
  if (passer !== undefined && keepsLayer(verdict)) {
    return `${name} keeps its own layer, which is laid anew over ${spoken(plan, passer, told)} if that is rebuilt.`;
  }
  if (passer !== undefined) {
    const relation = passer.stage === step.stage ? 'follows' : 'stands on';
    return `${name} ${relation} ${spoken(plan, passer, told)}, and is rebuilt if that is.`;
  }
  if (verdict.causes.some(({ kind }) => kind === 'new')) {
    return `${name} is rebuilt unless it takes the same files as a step that was built before.`;
  }
  const causes = causeList(plan, verdict.causes, verdict.changedFiles);
  return `${name} may be rebuilt${causes === '' ? '' : `: ${causes}`}.`;
}

/** With --link a copy has a layer of its own, made without what lies below; only their merge is made again. */
function keepsLayer({ causes }: Verdict): boolean {
  return causes.every((cause) => cause.kind === 'step' && cause.isMerged === true);
}

/** A step by name, or as `it` when the sentence before was about it. */
function spoken(plan: Plan, step: Step, told: number | null): string {
  return step.id === told ? 'it' : stepName(plan, step, '');
}

function stageOf(plan: Plan, step: Step): string {
  const stage = step.stage === null ? undefined : plan.stages[step.stage];
  return stage === undefined ? '' : ` of stage ${stage.displayName}`;
}

/** Causes as the end of a sentence: `src/app.ts changed; build argument V has another value`. */
export function causeList(plan: Plan, causes: readonly Cause[], changedFiles: number): string {
  const named = causes.filter(({ kind }) => kind === 'file' || kind === 'selection').length;
  const texts = causes.map((cause) => causeText(plan, cause));
  if (changedFiles > named) texts.splice(firstOther(causes), 0, `and ${changedFiles - named} more files`);
  return [...new Set(texts)].join('; ');
}

/** Where the files end among causes: they come first. */
function firstOther(causes: readonly Cause[]): number {
  const isOfFiles = ({ kind }: Cause): boolean => kind === 'file' || kind === 'selection' || kind === 'missing';
  return causes.filter(isOfFiles).length;
}

/** One cause in words. */
export function causeText(plan: Plan, cause: Cause): string {
  const name = (step: number): string => {
    const found = plan.steps[step];
    return found === undefined ? 'a step' : stepName(plan, found, '');
  };
  switch (cause.kind) {
    case 'file':
      return fileText(cause.change);
    case 'selection':
      return cause.isTaken ? `it takes ${cause.path} now` : `it no longer takes ${cause.path}`;
    case 'missing':
      return `${cause.path} is not in the build context, and the build fails here`;
    case 'instruction':
      return `line ${lineOf(plan, cause.instruction)} was edited`;
    case 'build-arg':
      return `build argument ${cause.name} has another value`;
    case 'base-image':
      return cause.build === undefined
        ? `${imageText(cause.reference)} names another image`
        : `its base image ${imageText(cause.reference)} is made anew by build ${cause.build}`;
    case 'no-cache':
      return 'it is built without the cache';
    case 'ingredient':
      return ingredientText(plan, cause);
    case 'new':
      return 'nothing like it was built before';
    case 'not-exported':
      return 'its layers are not in the exported cache, and a step that runs needs them';
    case 'step':
      return `${name(cause.step)} is rebuilt`;
    case 'content':
      return `${name(cause.step)} brings other files`;
    case 'output':
      return `${name(cause.step)} may write something else${cause.path === undefined ? '' : ` to ${cause.path}`}`;
  }
}

function fileText({ path, kind }: FileChange): string {
  if (path === gitFolder) return 'it takes .git, which changes with every commit';
  if (kind === 'added') return `${path} was added`;
  if (kind === 'deleted') return `${path} was deleted`;
  return kind === 'mode' ? `the permissions of ${path} changed` : `${path} changed`;
}

function ingredientText(plan: Plan, cause: Extract<Cause, { kind: 'ingredient' }>): string {
  const { name, before, after, instruction } = cause;
  const line = instruction === null ? '' : ` (line ${lineOf(plan, instruction)})`;
  const isBase = name === 'image';
  const what =
    name === 'environment' ? `variable ${variableName(after ?? before ?? '')}` : `its ${isBase ? 'base image' : name}`;
  const value = (text: string): string =>
    isBase
      ? imageText(text)
      : JSON.stringify(shorten(name === 'environment' ? text.slice(text.indexOf('=') + 1) : text));
  if (name === 'order') return 'its variables come in another order';
  if (name === 'command' || name === 'text') return `its ${name} changed${line}`;
  if (before === null && after !== null) return `${what} is new: ${value(after)}${line}`;
  if (after === null) return `${what} is gone${before === null ? '' : `, it was ${value(before)}`}`;
  return `${what} is ${value(after)}${line}, it was ${value(before ?? '')}`;
}

/** An image as people write it, with as much of its digest as tells it from another. */
function imageText(reference: string): string {
  const at = reference.indexOf('@');
  const name = (at < 0 ? reference : reference.slice(0, at)).replace(/^docker\.io\/(?:library\/)?/, '');
  return at < 0 ? name : `${name}${reference.slice(at, at + 1 + 'sha256:'.length + 12)}…`;
}

function variableName(entry: string): string {
  return entry.slice(0, entry.indexOf('='));
}

function lineOf(plan: Plan, instruction: number): number {
  return plan.dockerfile.instructions[instruction]?.range.start.line ?? 0;
}
