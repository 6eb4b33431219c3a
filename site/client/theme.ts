/** What the reader chose; `system` follows the system's own setting. */
export type Theme = 'dark' | 'light' | 'system';

const key = 'layerfall-theme';
const order: readonly Theme[] = ['system', 'light', 'dark'];

/** The stored choice; `system` where there is none, or storage is closed to the page. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return order.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Shows a theme. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Lets a button go through the themes. */
export function themeButton(button: HTMLButtonElement): void {
  let theme = storedTheme();
  const show = (): void => {
    button.textContent = theme === 'system' ? 'Theme' : theme === 'dark' ? 'Dark' : 'Light';
    button.setAttribute('aria-label', `Theme: ${theme}`);
  };
  show();
  button.addEventListener('click', () => {
    theme = order[(order.indexOf(theme) + 1) % order.length] ?? 'system';
    applyTheme(theme);
    show();
    try {
      localStorage.setItem(key, theme);
    } catch {
      // A page whose storage is closed forgets the choice: it still shows it now.
    }
  });
}
