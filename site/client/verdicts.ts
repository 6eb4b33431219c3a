import { propagate } from '../../analyzer/cache/propagate.ts';
import type { Status, Verdict } from '../../analyzer/cache/verdict.ts';
import type { BuildData } from './build-data.ts';
import { changeSet, type Choice } from './change-choice.ts';
import { isReached } from './reached-steps.ts';
import type { StepElements } from './step-elements.ts';
import { why } from './why.ts';

/** Between one step and the next, so that the eye can follow a change down its chain. */
const delay = 45;

let settling: ReturnType<typeof setTimeout> | undefined;

/** What waited for its turn once is quick again when it is pointed at. */
function letGo(): void {
  for (const part of document.querySelectorAll<SVGElement>('#build-graph .row > *, #build-graph .edge')) {
    part.style.removeProperty('transition-delay');
  }
}

/** Shows on every pane what a change makes of each step; no choice, no verdicts. Answers them, by step. */
export function showVerdicts(data: BuildData, elements: StepElements, chosen: readonly Choice[]): readonly Verdict[] {
  const verdicts = chosen.length === 0 ? [] : propagate(data.graph, changeSet(data, chosen));
  document.body.classList.toggle('judged', verdicts.length > 0);
  clear();
  const orders = new Map<number, number>();
  for (const [order, verdict] of inOrder(verdicts).entries()) {
    orders.set(verdict.step, order);
    show(verdict, order);
  }
  for (const verdict of verdicts) write(verdict);
  for (const edge of document.querySelectorAll<SVGPathElement>('.edge[data-to]')) showEdge(edge, verdicts, orders);
  clearTimeout(settling);
  settling = setTimeout(letGo, 25 * delay + 200);
  return verdicts;

  function clear(): void {
    for (const element of document.querySelectorAll('[data-status]')) element.removeAttribute('data-status');
    for (const badge of document.querySelectorAll('.step-badge')) badge.remove();
    for (const cell of document.querySelectorAll('td.verdict-column')) cell.replaceChildren();
  }

  function show(verdict: Verdict, order: number): void {
    for (const element of elements.of(verdict.step)) element.setAttribute('data-status', verdict.status);
    const row = elements.rows.get(verdict.step);
    for (const part of row?.querySelectorAll<SVGElement>('rect, .dot') ?? []) {
      part.style.transitionDelay = delayOf(order);
    }
  }

  /** On the line that a step starts on, on its layers, and in the table with what is the matter. */
  function write(verdict: Verdict): void {
    const all = elements.of(verdict.step);
    const line = all.find((element) => element.matches('.line'));
    for (const element of all) {
      if (element === line || element.matches('.layer')) element.append(badge(verdict.status));
      element.querySelector('td.verdict-column')?.append(badge(verdict.status), ` ${why(data, verdict)}`);
    }
  }
}

function badge(status: Status): HTMLElement {
  const element = document.createElement('span');
  element.className = `step-badge badge ${status}`;
  element.textContent = status;
  return element;
}

/** A link that a change takes has the colour of what it leads to, and gets it when that does. */
function showEdge(edge: SVGPathElement, verdicts: readonly Verdict[], orders: ReadonlyMap<number, number>): void {
  const to = verdicts[Number(edge.dataset['to'])];
  const from = edge.dataset['from'];
  if (to === undefined || !isReached(to)) return;
  const takesFiles = from === undefined && to.causes.some(({ kind }) => kind === 'file');
  const start = from === undefined ? undefined : verdicts[Number(from)];
  if (!takesFiles && (start === undefined || !isReached(start))) return;
  edge.setAttribute('data-status', to.status);
  edge.style.transitionDelay = delayOf(orders.get(to.step) ?? 0);
}

/** So that the eye can follow a change down its chain; whatever its length, it is there within a second, and at once for who wants no motion. */
function delayOf(order: number): string {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? '' : `${Math.min(order, 24) * delay}ms`;
}

/** Those that a change reaches come first, so that they are the ones that wait for each other. */
function inOrder(verdicts: readonly Verdict[]): readonly Verdict[] {
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
