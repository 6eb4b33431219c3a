/** Control characters, and those that turn the direction of writing, would steer the terminal: they are shown as `\x1b`. */
const control = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text as one line that is safe to print, cut to `width` UTF-16 code units with `…` at the end. */
export function plainLine(text: string, width = Number.POSITIVE_INFINITY): string {
  const line = text.replace(control, (char) =>
    char === '\n' ? ' ⏎ ' : char === '\t' ? ' ' : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1)).replace(/[\ud800-\udbff]$/, '')}…`;
}
