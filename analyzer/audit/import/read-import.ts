import type { ImportedResult } from './imported-result.ts';
import { readBuildChecks } from './read-build-checks.ts';
import { readSarif } from './read-sarif.ts';

/**
 * The results in a file of another tool: SARIF 2.1.0, or what BuildKit's checks print as JSON. A text: why it is neither.
 * `root`: the repository's absolute path, with slashes.
 */
export function readImport(text: string, root: string): readonly ImportedResult[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'it is not valid JSON';
  }
  const { version, runs } = (value ?? {}) as { readonly version?: unknown; readonly runs?: unknown };
  if (Array.isArray(runs)) {
    return typeof version === 'string' && version.startsWith('2.1') ? readSarif(value, root) : 'it is not SARIF 2.1.0';
  }
  return readBuildChecks(value) ?? 'it is neither SARIF nor the JSON of docker build --check';
}
