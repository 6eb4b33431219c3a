import type { Finding } from '../checks/finding.ts';
import type { Range } from '../dockerfile/range.ts';

/** The file that a finding is in, and where; a Dockerfile within a compose file is named `FILE:LINE (inline)`. */
export function findingPlace({ path, range }: Finding): { readonly file: string; readonly range: Range | null } {
  const inline = /^(.*):(\d+) \(inline\)$/s.exec(path);
  return inline === null ? { file: path, range } : { file: inline[1] ?? path, range: null };
}
