/** One thing to choose. */
export interface Option {
  readonly kind: string;
  readonly text: string;
  /** Where it is, in words: told of what others look like. */
  readonly where?: string;
  readonly choose: () => void;
}

/** As many as one looks through. */
const maxShown = 40;

/**
 * A text field with a list of what matches (the combobox pattern of WAI-ARIA): arrows move, Enter chooses, Escape closes.
 * `find` answers what matches a text, best first.
 */
export function combobox(
  input: HTMLInputElement,
  list: HTMLElement,
  find: (text: string) => Iterable<Option>,
  opensEmpty = false,
): void {
  let shown: readonly Option[] = [];
  let active = -1;

  function close(): void {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function mark(index: number): void {
    active = index;
    for (const [place, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(place === index));
      if (place === index) item.scrollIntoView({ block: 'nearest' });
    }
    if (index >= 0) input.setAttribute('aria-activedescendant', `${list.id}-${index}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function open(): void {
    const text = input.value.trim();
    if (text === '' && !opensEmpty) {
      close();
      return;
    }
    shown = take(find(text), maxShown);
    list.replaceChildren(...shown.map(optionItem));
    list.hidden = shown.length === 0;
    input.setAttribute('aria-expanded', String(shown.length > 0));
    mark(shown.length > 0 && text !== '' ? 0 : -1);
  }

  function optionItem(option: Option, index: number): HTMLElement {
    const item = document.createElement('li');
    item.id = `${list.id}-${index}`;
    item.setAttribute('role', 'option');
    for (const [name, text] of [
      ['kind', option.kind],
      ['what', option.text],
      ['where', option.where ?? ''],
    ] as const) {
      if (text === '') continue;
      const part = document.createElement('span');
      part.className = name;
      part.textContent = text;
      item.append(part);
    }
    // Before the field loses the focus, which closes the list.
    item.addEventListener('mousedown', (event) => {
      event.preventDefault();
      choose(option);
    });
    return item;
  }

  function choose(option: Option | undefined): void {
    if (option === undefined) return;
    input.value = '';
    close();
    option.choose();
  }

  input.addEventListener('input', open);
  input.addEventListener('focus', open);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (shown.length > 0) mark((active + step + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === 'Escape') {
      if (list.hidden) input.blur();
      close();
      event.stopPropagation();
    }
  });
}

function take<Item>(items: Iterable<Item>, count: number): readonly Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.length >= count) break;
    taken.push(item);
  }
  return taken;
}

/** Whether a text holds every word of a query, in any order, case aside. */
export function holdsWords(text: string, query: string): boolean {
  const lower = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
