import { propagate } from '../../analyzer/cache/propagate.ts';
import type { Status, Verdict } from '../../analyzer/cache/verdict.ts';
import type { BuildData } from './build-data.ts';
import { changeSet, type Choice } from './change-choice.ts';
import type { StepElements } from './step-elements.ts';
import { why } from './why.ts';

/** Between one step and the next, so that the eye can follow a change down its chain. */
const delay = 45;

/** Shows on every pane what a change makes of each step; no choice, no verdicts. Answers them, by step. */
export function showVerdicts(data: BuildData, elements: StepElements, chosen: readonly Choice[]): readonly Verdict[] {
  const verdicts = chosen.length === 0 ? [] : propagate(data.graph, changeSet(data, chosen));
  document.body.classList.toggle('judged', verdicts.length > 0);
  clear();
  for (const [order, verdict] of inOrder(verdicts).entries()) show(verdict, order);
  return verdicts;

  function clear(): void {
    for (const element of document.querySelectorAll('[data-status]')) element.removeAttribute('data-status');
    for (const badge of document.querySelectorAll('[data-verdict-of]')) badge.textContent = '';
    for (const cell of document.querySelectorAll('[data-why-of]')) cell.textContent = '';
  }

  function show(verdict: Verdict, order: number): void {
    for (const element of elements.of(verdict.step)) element.setAttribute('data-status', verdict.status);
    const row = elements.rows.get(verdict.step);
    for (const part of row?.querySelectorAll<SVGElement>('rect, .dot') ?? []) {
      part.style.transitionDelay = `${Math.min(order, 24) * delay}ms`;
    }
    for (const badge of document.querySelectorAll(`[data-verdict-of="${verdict.step}"]`)) {
      badge.className = `step-badge badge ${verdict.status}`;
      badge.textContent = verdict.status;
    }
    const reason = document.querySelector(`[data-why-of="${verdict.step}"]`);
    if (reason !== null) reason.textContent = why(data, verdict);
  }
}

/** Those that a change reaches come first, so that they are the ones that wait for each other. */
function inOrder(verdicts: readonly Verdict[]): readonly Verdict[] {
  const isReached = ({ status }: Verdict): boolean => status === 'rebuilt' || status === 'output-dependent';
  return [...verdicts.filter(isReached), ...verdicts.filter((verdict) => !isReached(verdict))];
}

/** How much a change rebuilds, in a sentence; empty without verdicts. */
export function summary(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return '';
  const count = (status: Status): number => verdicts.filter((verdict) => verdict.status === status).length;
  const rebuilt = count('rebuilt');
  const dependent = count('output-dependent');
  const used = verdicts.length - count('unused');
  if (rebuilt + dependent === 0) return `Nothing is rebuilt: all ${used} steps stay cached.`;
  const perhaps = dependent === 0 ? '' : `, ${dependent} more only if a RUN writes something else`;
  return `Rebuilds ${rebuilt} of ${used} steps${perhaps}. The rest stays cached.`;
}
