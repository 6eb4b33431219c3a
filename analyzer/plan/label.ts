import { trimSpace } from '../dockerfile/go-text.ts';
import type { StageState } from './stage-state.ts';

/**
 * `[build 2/4] ` and the text of a step: the label as the progress log prints it. Counts the step
 * (dockerfile2llb/convert.go, prefixCommand).
 */
export function stepLabel(state: StageState, text: string, isOnbuild: boolean): string {
  state.position++;
  return sameStepLabel(state, text, isOnbuild);
}

/** The label of one more vertex of the step that was labelled last. */
export function sameStepLabel(state: StageState, text: string, isOnbuild: boolean): string {
  if (state.total === 0) return text;
  const name = state.displayName === '' ? '' : `${state.displayName} `;
  const position = String(state.position).padStart(String(state.total).length);
  return `[${name}${position}/${state.total}] ${isOnbuild ? 'ONBUILD ' : ''}${text}`;
}

/** The keyword in capitals, the rest as it is (uppercaseCmd). */
export function upperCaseKeyword(text: string): string {
  const space = text.indexOf(' ');
  return space < 0 ? text.toUpperCase() : text.slice(0, space).toUpperCase() + text.slice(space);
}

/** The first line of a here-document, `...` after it when there are more (summarizeHeredoc). */
export function summarizeHeredoc(content: string): string {
  const trimmed = trimSpace(content);
  const end = trimmed.search(/\r?\n/);
  return end < 0 ? trimmed : `${trimmed.slice(0, end)}...`;
}
