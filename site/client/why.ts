import type { Cause, Verdict } from '../../analyzer/cache/verdict.ts';
import type { BuildData } from './build-data.ts';

/** Why a step has its verdict: the nearest cause, as the end of a sentence; empty for steps that nothing reaches. */
export function why(data: BuildData, verdict: Verdict): string {
  const [cause] = verdict.causes;
  if (cause === undefined) return '';
  const more = verdict.changedFiles - 1;
  const others = cause.kind === 'file' && more > 0 ? `, and ${more} more` : '';
  return causeText(data, cause) + others;
}

function causeText(data: BuildData, cause: Cause): string {
  switch (cause.kind) {
    case 'file':
      return `${cause.change.path} changed`;
    case 'selection':
      return cause.isTaken ? `it takes ${cause.path} now` : `it no longer takes ${cause.path}`;
    case 'missing':
      return `${cause.path} is not in the build context`;
    case 'instruction': {
      const instruction = data.instructions[cause.instruction];
      return `${instruction?.keyword ?? 'the instruction'} on line ${instruction?.line ?? '?'} was edited`;
    }
    case 'build-arg':
      return `the build argument ${cause.name} has another value`;
    case 'base-image':
      return `${cause.reference} names another image`;
    case 'no-cache':
      return 'its stage is built without the cache';
    case 'ingredient':
      return `${cause.name} differs`;
    case 'new':
      return 'nothing like it was built before';
    case 'not-exported':
      return 'its layers are not in the exported cache';
    case 'step':
      return `${cause.isMerged === true ? 'its layer stays, and is laid anew over' : 'stands on'} ${stepText(data, cause.step)}`;
    case 'content':
      return `takes files that ${stepText(data, cause.step)} brings`;
    case 'output':
      return `only if ${stepText(data, cause.step)} writes something else`;
  }
}

function stepText(data: BuildData, id: number): string {
  const step = data.steps[id];
  if (step === undefined) return 'a step above';
  const words = step.label.replace(/^\[[^\]]*\] /, '');
  return `line ${step.line} (${words.length > 40 ? `${words.slice(0, 39)}…` : words})`;
}
