/** A mode as COPY gives it to files: permission bits (-1: unset), or clauses such as `u+x` (empty: none). */
export interface CopyMode {
  readonly bits: number;
  readonly symbolic: string;
}

/** Clauses as `chmod` takes them (github.com/tonistiigi/dchapes-mode). */
const clauses = /^[ugoa]*(?:[-+=][rwxXstugo]*)+(?:,[ugoa]*(?:[-+=][rwxXstugo]*)+)*$/;

/** Reads the value of `--chmod`; null for one that BuildKit refuses (dockerfile2llb/convert_copy.go, dispatchCopy). */
export function parseChmod(text: string): CopyMode | null {
  if (text === '') return { bits: -1, symbolic: '' };
  if (/^[0-7]+$/.test(text)) {
    const bits = Number.parseInt(text, 8);
    return bits <= 0o7777 ? { bits, symbolic: '' } : null;
  }
  return clauses.test(text) ? { bits: -1, symbolic: text } : null;
}
