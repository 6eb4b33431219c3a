import type { Choice } from './change-choice.ts';

/** What is chosen, cut where there is no room for it: files and images at their start, since they differ at their end. */
export function choiceText({ key, text }: Choice): HTMLElement {
  const shown = document.createElement('span');
  if (!/^(?:file|image):/.test(key)) {
    shown.textContent = text;
    return shown;
  }
  shown.className = 'keeps-end';
  const isolated = document.createElement('bdi');
  isolated.dir = 'ltr';
  isolated.textContent = text;
  shown.append(isolated);
  return shown;
}
