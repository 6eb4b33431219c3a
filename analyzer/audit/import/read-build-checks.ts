import { buildCheckAdvice } from '../../checks/build-check-advice.ts';
import {
  countOf,
  fieldsOf,
  importedText,
  listOf,
  type ImportedRegion,
  type ImportedResult,
} from './imported-result.ts';

/**
 * The warnings of `docker build --call=check,format=json` (LintResults of BuildKit's frontend/subrequests/lint/lint.go), or of
 * the same of `docker buildx bake`, which has them by target; null for another JSON value.
 */
export function readBuildChecks(value: unknown): readonly ImportedResult[] | null {
  const fields = fieldsOf(value);
  if (Array.isArray(fields['warnings']) || fields['buildError'] !== undefined) return checksOf(fields);
  const targets = Object.values(fieldsOf(fields['target'])).map((target) => fieldsOf(target)['check']);
  const found = targets.filter((check) => check !== undefined);
  return found.length === 0 ? null : found.flatMap((check) => checksOf(fieldsOf(check)));
}

function checksOf({ warnings, sources, buildError }: Readonly<Record<string, unknown>>): readonly ImportedResult[] {
  const common = { tool: 'buildkit', path: null };
  const results = listOf(warnings).map((warning): ImportedResult => {
    const { ruleName, detail, description, location } = fieldsOf(warning);
    const rule = importedText(ruleName, 200) || 'unnamed';
    const message = importedText(detail) || importedText(description) || 'It says nothing.';
    return {
      ...common,
      rule,
      severity: 'warning',
      message,
      hint: buildCheckAdvice(rule),
      ...placeOf(location, sources),
    };
  });
  const { message, location } = fieldsOf(buildError);
  if (typeof message !== 'string') return results;
  return [
    ...results,
    {
      ...common,
      rule: 'rejected',
      severity: 'error',
      message: importedText(message),
      hint: '',
      ...placeOf(location, sources),
    },
  ];
}

/** BuildKit names a Dockerfile by its name alone, and hands its text along, which says more. */
function placeOf(location: unknown, sources: unknown): Pick<ImportedResult, 'region' | 'text'> {
  const { sourceIndex = 0, ranges } = fieldsOf(location);
  const { data } = fieldsOf(typeof sourceIndex === 'number' ? listOf(sources)[sourceIndex] : undefined);
  const bytes = typeof data === 'string' ? decodeBase64(data) : null;
  return { text: bytes, region: regionOf(listOf(ranges)) };
}

function decodeBase64(data: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(data), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

/** All ranges in one. Columns count from 0 there, and are all 0 where BuildKit means whole lines. */
function regionOf(ranges: readonly unknown[]): ImportedRegion | null {
  const lines = ranges.flatMap((range) => {
    const { start, end } = fieldsOf(range);
    const first = countOf(fieldsOf(start)['line']);
    return first === null ? [] : [first, countOf(fieldsOf(end)['line']) ?? first];
  });
  if (lines.length === 0) return null;
  const startLine = lines.reduce((least, line) => Math.min(least, line));
  const endLine = lines.reduce((most, line) => Math.max(most, line));
  return { startLine, startColumn: null, endLine, endColumn: null };
}
