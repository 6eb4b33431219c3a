import { byId } from './page-data.ts';
import { searchField } from './search.ts';
import { themeButton } from './theme.ts';

/** What every page has: the theme switch, search, the list of keys; and what only works with scripts comes into sight. */
export function startPage(): void {
  for (const each of document.querySelectorAll<HTMLElement>('[data-scripted]')) each.hidden = false;
  const theme = byId('theme', HTMLButtonElement);
  if (theme !== null) themeButton(theme);
  searchField();
  const dialog = byId('keys-dialog', HTMLDialogElement);
  byId('keys', HTMLButtonElement)?.addEventListener('click', () => dialog?.showModal());
  onKey((key, event) => {
    if (key === '/') {
      event.preventDefault();
      byId('search', HTMLInputElement)?.focus();
    } else if (key === '?') dialog?.showModal();
    else if (key === 't') theme?.click();
    else if (key === 'f' || key === 'w') {
      const field = byId(key === 'f' ? 'filter' : 'change-input', HTMLInputElement);
      if (field === null) return;
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: 'nearest' });
    }
  });
}

/** Keys pressed anywhere but in a field, and without a modifier that means something to the browser. */
export function onKey(handle: (key: string, event: KeyboardEvent) => void): void {
  addEventListener('keydown', (event) => {
    const { target } = event;
    const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null;
    if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) handle(event.key, event);
  });
}
