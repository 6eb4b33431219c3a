import type { BuildData } from './build-data.ts';
import { findChoice, type Choice } from './change-choice.ts';
import { choiceText } from './choice-text.ts';

/** A change of each kind to try, so that an empty field says what it is for: a file, a base image, a build argument. */
export function suggestions(data: BuildData): readonly Choice[] {
  const taken = data.graph.vertices.flatMap(({ content }) => content.map((link) => link.files[0]));
  const file = data.graph.files[taken.find((index) => index !== undefined) ?? -1];
  const argument = data.buildArgs.find((name) => !/^(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT)$/.test(name));
  const keys = [
    file === undefined ? null : `file:${file}`,
    data.images[0] === undefined ? null : `image:${data.images[0]}`,
    argument === undefined ? null : `arg:${argument}`,
  ];
  return keys.flatMap((key) => (key === null ? [] : (findChoice(data, key) ?? [])));
}

/** Shows them as buttons; none once something is chosen. */
export function showSuggestions(
  place: HTMLElement,
  offered: readonly Choice[],
  choose: (choice: Choice) => void,
): void {
  place.hidden = offered.length === 0;
  const buttons = offered.map((choice) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'suggestion';
    button.title = choice.text;
    button.append(`${choice.kind} `, choiceText(choice));
    button.addEventListener('click', () => choose(choice));
    return button;
  });
  place.replaceChildren('Try', ...buttons);
}
