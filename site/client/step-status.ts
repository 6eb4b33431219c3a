import type { Verdict } from '../../analyzer/cache/verdict.ts';
import type { BuildData } from './build-data.ts';
import { why } from './why.ts';

/** Tells in one line of what a step is made, what it takes, and what becomes of it and why; nothing without a step. */
export function showStepStatus(
  strip: HTMLElement,
  data: BuildData,
  id: number | null,
  verdicts: readonly Verdict[],
): void {
  const step = id === null ? undefined : data.steps[id];
  if (step === undefined) {
    strip.textContent = 'Point at a step to read all of it; press one to keep it.';
    strip.classList.add('hint');
    return;
  }
  strip.classList.remove('hint');
  const label = document.createElement('code');
  label.textContent = step.label;
  strip.replaceChildren(label);
  if (step.takes !== '') strip.append(` takes ${step.takes}. `);
  const verdict = verdicts[step.id];
  if (verdict === undefined) return;
  const badge = document.createElement('span');
  badge.className = `badge ${verdict.status}`;
  badge.textContent = verdict.status;
  strip.append(' ', badge, ` ${why(data, verdict)}`);
}
