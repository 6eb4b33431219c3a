import { themeButton } from '../client/theme.ts';

const button = document.getElementById('theme');
if (button instanceof HTMLButtonElement) themeButton(button);
