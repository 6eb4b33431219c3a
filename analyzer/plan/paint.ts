/** Gives parts of a text the colours of a terminal. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly error: (text: string) => string;
}

/** Where no terminal shows colours, texts stay as they are. */
export function painter(isColored: boolean): Paint {
  const wrap = (code: number) => (text: string) =>
    isColored && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { strong: wrap(1), faint: wrap(2), warning: wrap(33), error: wrap(31) };
}
