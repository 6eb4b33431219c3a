import type { Verdict } from '../../../analyzer/cache/verdict.ts';
import { unpackBuild, type BuildData, type CarriedBuild } from '../build-data.ts';
import { choices, findChoice, type Choice } from '../change-choice.ts';
import { choiceText } from '../choice-text.ts';
import { combobox, holdsWords } from '../combobox.ts';
import { onHash, readHash, writeHash } from '../hash-state.ts';
import { byId, pageData } from '../page-data.ts';
import { onKey, startPage } from '../page.ts';
import { isReached, reachedSteps } from '../reached-steps.ts';
import { stageChoice } from '../stage-choice.ts';
import { stepElements, stepsOf } from '../step-elements.ts';
import { showStepStatus } from '../step-status.ts';
import { showSuggestions, suggestions } from '../suggestions.ts';
import { startTables } from '../tables.ts';
import { showVerdicts, summary } from '../verdicts.ts';
import { zoomable } from '../zoomable.ts';

startPage();
startTables();
const carried = pageData<CarriedBuild>();
const data = carried === null ? null : unpackBuild(carried);
const container = byId('build-graph', HTMLElement);
if (data !== null && container !== null) startBuild(data, container);
else showLine();
onHash(showLine);

/** Brings the line that the address names into sight. */
function showLine(): void {
  const line = readHash().get('line');
  const element = line === null ? null : document.getElementById(`L${line}`);
  for (const marked of document.querySelectorAll('.line.pointed')) marked.classList.remove('pointed', 'selected');
  element?.classList.add('pointed', 'selected');
  element?.scrollIntoView({ block: 'center' });
}

function startBuild(build: BuildData, canvas: HTMLElement): void {
  const elements = stepElements(document);
  const graph = zoomable(canvas);
  const order = [...elements.rows.keys()].sort((a, b) => a - b);
  let selected: number | null = null;
  let chosen: readonly Choice[] = [];
  let verdicts: readonly Verdict[] = [];
  const strip = byId('step-status', HTMLElement);
  const tries = byId('suggestions', HTMLElement);

  /** The step and all that stand on it or take from it. */
  function chainOf(step: number): ReadonlySet<number> {
    const chain = new Set([step]);
    // Edges point to later steps, and are sorted by where they start.
    for (const { from, to } of build.edges) if (chain.has(from)) chain.add(to);
    return chain;
  }

  function light(step: number | null): void {
    const chain = step === null ? new Set<number>() : chainOf(step);
    elements.mark('chain', chain);
    for (const edge of canvas.querySelectorAll<SVGPathElement>('.edge')) {
      const { from, to } = edge.dataset;
      edge.classList.toggle('chain-lit', from !== undefined && chain.has(Number(from)) && chain.has(Number(to)));
    }
  }

  const goTo = (step: number): void => {
    select(step);
    save(false);
  };
  const reached = reachedSteps(goTo);
  const stages = stageChoice(build, goTo, (line) => scrollWithin([...document.querySelectorAll(`#L${line}`)]));

  function tell(step: number | null): void {
    if (strip !== null) showStepStatus(strip, build, step, verdicts);
  }

  function select(step: number | null, isShown = true): void {
    selected = step;
    tell(step);
    reached.show(verdicts, step);
    stages.show(step);
    elements.mark('selected', step === null ? [] : [step]);
    for (const [id, row] of elements.rows) row.setAttribute('tabindex', id === (step ?? order[0]) ? '0' : '-1');
    light(step);
    if (step === null || !isShown) return;
    bring(step);
  }

  /** Into the sight of every pane, without moving what is there already. */
  function bring(step: number): void {
    const rect = elements.rows.get(step)?.querySelector('rect');
    if (rect !== null && rect !== undefined) graph?.reveal(rect.x.baseVal.value + 12, rect.y.baseVal.value + 13);
    for (const kind of ['.line', '.layer']) scrollWithin(elements.of(step).filter((element) => element.matches(kind)));
  }

  function save(isStep = true): void {
    const state = new URLSearchParams();
    if (selected !== null) state.set('step', String(selected));
    for (const { key } of chosen) state.append('change', key);
    writeHash(state, isStep);
  }

  function choose(step: number | null): void {
    select(step === selected ? null : step);
    save();
  }

  function change(next: readonly Choice[]): void {
    chosen = next;
    showChanges();
    bringReached();
    save();
  }

  /** In a large graph a change may reach steps that are out of sight: the first of them comes into it. */
  function bringReached(): void {
    const first = verdicts.find(isReached);
    if (first !== undefined) bring(first.step);
  }

  function showChanges(): void {
    const list = byId('changes', HTMLElement);
    list?.replaceChildren(...chosen.map(chip));
    const clear = byId('clear-changes', HTMLButtonElement);
    if (clear !== null) clear.hidden = chosen.length === 0;
    const legend = byId('verdict-legend', HTMLElement);
    if (legend !== null) legend.hidden = chosen.length === 0;
    const text = byId('verdict-summary', HTMLElement);
    verdicts = showVerdicts(build, elements, chosen);
    if (text !== null) text.textContent = summary(verdicts);
    tell(selected);
    reached.show(verdicts, selected);
    const offered = chosen.length === 0 ? suggestions(build) : [];
    if (tries !== null) showSuggestions(tries, offered, (choice) => change([...chosen, choice]));
  }

  function chip(choice: Choice): HTMLElement {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'chip';
    button.append(`${choice.kind}: `, choiceText(choice), ' ×');
    button.title = choice.text;
    button.setAttribute('aria-label', `Remove the change: ${choice.kind} ${choice.text}`);
    button.addEventListener('click', () => change(chosen.filter(({ key }) => key !== choice.key)));
    item.append(button);
    return item;
  }

  function restore(): void {
    const state = readHash();
    const step = state.get('step');
    const before = chosen.map(({ key }) => key).join('\n');
    chosen = state.getAll('change').flatMap((key) => findChoice(build, key) ?? []);
    showChanges();
    const known = step !== null && elements.rows.has(Number(step)) ? Number(step) : null;
    const line = Number(state.get('line'));
    select(known ?? build.steps.find((each) => each.line === line)?.id ?? null);
    const isOther = before !== chosen.map(({ key }) => key).join('\n');
    if (isOther && selected === null && !state.has('view')) bringReached();
    if (line > 0) showLine();
  }

  let told: number | null = null;
  document.addEventListener('mouseover', ({ buttons, target }) => {
    // Who drags the graph points at nothing in it.
    if (buttons !== 0) return;
    const element = target instanceof Element ? target.closest('[data-step], [data-steps]') : null;
    const [step] = element === null ? [] : stepsOf(element);
    elements.mark('hover', step === undefined ? [] : [step]);
    light(step ?? selected);
    if ((step ?? selected) !== told) tell((told = step ?? selected));
  });
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || target.closest('a, button, input') !== null) return;
    const element = target.closest('[data-step], [data-steps]');
    const [step] = element === null ? [] : stepsOf(element);
    if (step !== undefined) choose(step);
  });
  onKey((key, event) => {
    if (key === 'Escape') choose(null);
    else if (key === 'n' || key === 'p') reached.move(key === 'n' ? 1 : -1);
    else if (key === '+' || key === '-') graph?.zoomBy(key === '+' ? 1.25 : 0.8);
    else if (key === '0') graph?.fit();
    else if ((key === 'Enter' || key === ' ') && event.target instanceof SVGElement) {
      const [step] = stepsOf(event.target);
      if (step === undefined) return;
      event.preventDefault();
      choose(step);
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const focused = event.target instanceof SVGElement ? stepsOf(event.target)[0] : undefined;
      if (focused === undefined) return;
      event.preventDefault();
      const next = order[order.indexOf(focused) + (key === 'ArrowDown' ? 1 : -1)];
      if (next === undefined) return;
      select(next);
      save(false);
      elements.rows.get(next)?.focus({ preventScroll: true });
    }
  });
  byId('clear-changes', HTMLButtonElement)?.addEventListener('click', () => change([]));
  const input = byId('change-input', HTMLInputElement);
  const options = byId('change-options', HTMLElement);
  if (input !== null && options !== null) {
    const find = function* find(text: string) {
      for (const choice of choices(build)) {
        if (chosen.some(({ key }) => key === choice.key) || !holdsWords(`${choice.kind} ${choice.text}`, text))
          continue;
        yield { kind: choice.kind, text: choice.text, choose: () => change([...chosen, choice]) };
      }
    };
    combobox(input, options, find, true);
  }
  onHash(restore);
  restore();
}

/** The first of neighbouring elements into the sight of their pane, unless one of them is there; the page stays. */
function scrollWithin(elements: readonly Element[]): void {
  const pane = elements[0]?.closest('.pane-body') ?? null;
  if (pane === null || elements[0] === undefined) return;
  const { top, bottom } = pane.getBoundingClientRect();
  const tops = elements.map((element) => element.getBoundingClientRect().top);
  if (!tops.some((each) => each >= top && each < bottom - 20)) {
    pane.scrollTop += (tops[0] ?? top) - top - pane.clientHeight / 3;
  }
}
