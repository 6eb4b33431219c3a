/** Every element that stands for a step: its row in the graph, lines of the source, layers, its row in the table. */
export interface StepElements {
  readonly of: (step: number) => readonly Element[];
  /** Rows of the graph, by step. */
  readonly rows: ReadonlyMap<number, SVGGElement>;
  /** Puts a class on the elements of these steps and on no other's. */
  readonly mark: (name: string, steps: Iterable<number>) => void;
}

/** Finds them all, once. */
export function stepElements(root: ParentNode): StepElements {
  const elements = new Map<number, Element[]>();
  const rows = new Map<number, SVGGElement>();
  const add = (step: number, element: Element): void => {
    const list = elements.get(step);
    if (list === undefined) elements.set(step, [element]);
    else list.push(element);
  };
  for (const row of root.querySelectorAll<SVGGElement>('.row[data-step]')) {
    const step = Number(row.dataset['step']);
    rows.set(step, row);
    add(step, row);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-steps]')) {
    for (const step of stepsOf(element)) add(step, element);
  }
  const marked = new Map<string, Set<Element>>();
  return {
    of: (step) => elements.get(step) ?? [],
    rows,
    mark: (name, steps) => {
      const next = new Set<Element>();
      for (const step of steps) for (const element of elements.get(step) ?? []) next.add(element);
      for (const element of marked.get(name) ?? []) if (!next.has(element)) element.classList.remove(name);
      for (const element of next) element.classList.add(name);
      marked.set(name, next);
    },
  };
}

/** The steps that an element stands for. */
export function stepsOf(element: Element): readonly number[] {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return [];
  const { step, steps } = element.dataset;
  return (step ?? steps ?? '')
    .split(' ')
    .filter((each) => each !== '')
    .map(Number);
}
