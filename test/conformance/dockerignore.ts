import { judgePath, parseIgnoreFile } from '../../analyzer/context/ignore-file.ts';
import { wholeCase, type CaseResult } from './result.ts';

interface IgnoreCases {
  readonly cases: readonly {
    readonly dockerignore: string;
    readonly ignored: readonly string[];
    readonly kept: readonly string[];
  }[];
}

/** Compares which paths an ignore file holds back with what BuildKit's matcher says. */
export function compareIgnoreFiles(data: unknown): readonly CaseResult[] {
  return (data as IgnoreCases).cases.map(({ dockerignore, ignored, kept }, index) => {
    const ignore = parseIgnoreFile('.dockerignore', dockerignore);
    const wrong = (paths: readonly string[], expected: 'ignored' | 'kept') =>
      paths
        .filter((path) => judgePath(ignore, path).isIgnored !== (expected === 'ignored'))
        .map((path) => ({ at: path, expected, got: expected === 'ignored' ? 'kept' : 'ignored' }));
    return wholeCase(`${index}: ${JSON.stringify(dockerignore)}`, [
      ...wrong(ignored, 'ignored'),
      ...wrong(kept, 'kept'),
    ]);
  });
}
