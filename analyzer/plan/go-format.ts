/** Values as Go's fmt prints them: image history and JSON forms are written with it. */

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

/** strconv.Quote, the verb `%q`. */
export function quote(text: string): string {
  let quoted = '"';
  for (const character of text) quoted += shortEscapes.get(character) ?? escapeUnprintable(character);
  return `${quoted}"`;
}

function escapeUnprintable(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return character;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  if (!/[\p{C}\p{Z}]/u.test(character)) return character;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** A list with the verb `%v`: `[a b]`. */
export function formatList(values: readonly string[]): string {
  return `[${values.join(' ')}]`;
}

/** A list with the verb `%q`: `["a" "b"]`. */
export function quoteList(values: readonly string[]): string {
  return `[${values.map(quote).join(' ')}]`;
}

/** time.Duration.String of a number of nanoseconds: `1h2m3.5s`, `100ms`, `0s`. */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const value = Math.abs(nanoseconds);
  if (value < 1e3) return `${sign}${value}ns`;
  if (value < 1e6) return `${sign}${decimal(value, 1e3)}µs`;
  if (value < 1e9) return `${sign}${decimal(value, 1e6)}ms`;
  const minutes = Math.floor(value / 60e9);
  const seconds = `${decimal(value - minutes * 60e9, 1e9)}s`;
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${sign}${hours}h${minutes % 60}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : sign + seconds;
}

function decimal(value: number, unit: number): string {
  const whole = Math.floor(value / unit);
  const rest = value - whole * unit;
  if (rest === 0) return String(whole);
  return `${whole}.${String(rest)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '')}`;
}
