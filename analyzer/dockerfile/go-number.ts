/** Numbers and truth values as Go's strconv, time and docker/go-units read them; null where those refuse. */

/** strconv.ParseBool. */
export function parseBool(text: string): boolean | null {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  return null;
}

/** strconv.ParseUint with 32 bits, base 8 or 10. */
export function parseUint32(text: string, base: 8 | 10): number | null {
  if (!(base === 8 ? /^[0-7]+$/ : /^[0-9]+$/).test(text)) return null;
  const value = Number.parseInt(text, base);
  return value <= 0xffffffff ? value : null;
}

/** strconv.ParseInt with base 10 and 32 bits. */
export function parseInt32(text: string): number | null {
  if (!/^[+-]?[0-9]+$/.test(text)) return null;
  const value = Number(text);
  return value >= -0x80000000 && value <= 0x7fffffff ? value : null;
}

const sizeUnits: ReadonlyMap<string, number> = new Map([
  ['k', 1024],
  ['m', 1024 ** 2],
  ['g', 1024 ** 3],
  ['t', 1024 ** 4],
  ['p', 1024 ** 5],
]);

/** units.RAMInBytes: `64m`, `1.5 GiB`, in bytes. */
export function parseRamInBytes(text: string): number | null {
  const match = /^([^]*[0-9. ])([^0-9. ]*)$/.exec(text);
  if (match === null) return null;
  const digits = match[1]?.endsWith(' ') === true ? match[1].slice(0, -1) : (match[1] ?? '');
  const size = parseFloat64(digits);
  if (size === null || size < 0) return null;
  const suffix = (match[2] ?? '').toLowerCase();
  if (suffix === '' || suffix === 'b') return Math.trunc(size);
  const unit = sizeUnits.get(suffix.slice(0, 1));
  if (unit === undefined || !/^.(b|ib)?$/.test(suffix)) return null;
  return Math.trunc(size * unit);
}

/** strconv.ParseFloat for decimal numbers; hexadecimal floats, infinities and digit separators are refused. */
function parseFloat64(text: string): number | null {
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

const durationUnits: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', 1000000n],
  ['s', 1000000000n],
  ['m', 60000000000n],
  ['h', 3600000000000n],
]);

const maxInt64 = 2n ** 63n - 1n;

/** time.ParseDuration: `1h2m3.5s`, in nanoseconds. */
export function parseDuration(text: string): number | null {
  const isNegative = text.startsWith('-');
  const unsigned = isNegative || text.startsWith('+') ? text.slice(1) : text;
  if (unsigned === '0') return 0;
  if (unsigned === '' || unsigned.length > 1000) return null;
  let total = 0n;
  let rest = unsigned;
  while (rest !== '') {
    const match = /^([0-9]*)(?:\.([0-9]*))?([^0-9.]+)/.exec(rest);
    const unit = durationUnits.get(match?.[3] ?? '');
    if (match === null || unit === undefined) return null;
    const whole = match[1] ?? '';
    const fraction = match[2] ?? '';
    if (whole === '' && fraction === '') return null;
    total += BigInt(whole === '' ? 0 : whole) * unit;
    // Go computes the fraction in floating point; so its roundings are kept.
    const digits = fraction.slice(0, 18);
    total += BigInt(Math.trunc(Number(digits) * (Number(unit) / 10 ** digits.length)));
    if (total > maxInt64 + (isNegative ? 1n : 0n)) return null;
    rest = rest.slice(match[0].length);
  }
  return Number(isNegative ? -total : total);
}
