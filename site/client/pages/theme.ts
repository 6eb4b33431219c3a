/**
 * Runs before the page is drawn, so that it does not flash in the other theme, and that graphs are from the first what scripts
 * make of them: what all of a thousand nodes inherit would have each of them looked at again.
 */
import { applyTheme, storedTheme } from '../theme.ts';

applyTheme(storedTheme());
document.documentElement.classList.add('scripted');
