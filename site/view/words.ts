const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `12.4 MB`: three digits at most, thousands as people's file managers count them. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** `1 file`, `2 files`, `1 200 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** Digits in threes, with narrow spaces. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202F');
}

/**
 * A text in which every character can be seen: control characters and those that turn the direction of writing become
 * their code in angle quotes. Line ends stay where `keepsLines`.
 */
export function visible(text: string, keepsLines = false): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, (char) => {
    if (char === '\t' || (keepsLines && char === '\n')) return char;
    return `‹${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}›`;
  });
}

/** A reference with its digest by its first seven digits, as git shortens ids: `node:22@1a2b3c4`. */
export function shortReference(reference: string): string {
  return reference.replace(/@sha256:([0-9a-f]{7})[0-9a-f]*/g, '@$1');
}

/** Docker's own registry left out at the start of a reference, as people write it: `node:22`. */
export function shortImages(text: string): string {
  return text.replace(/^((?:FROM )?)docker\.io\/(?:library\/)?/, '$1');
}
