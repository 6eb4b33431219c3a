import { nearestWord } from '../../dockerfile/nearest-word.ts';
import type { Finding } from './finding.ts';

/** UndefinedArgInFrom: a variable of FROM that no global ARG declares (dockerfile2llb/validations.go, reportUnusedFromArgs). */
export function checkFromVariables(unmatched: Iterable<string>, declared: readonly string[]): readonly Finding[] {
  const findings: Finding[] = [];
  const known = new Set(declared);
  for (const name of unmatched) {
    if (known.has(name)) continue;
    const near = nearestWord(name, declared);
    const suggestion = near === null ? '' : ` (did you mean ${near}?)`;
    findings.push({ rule: 'UndefinedArgInFrom', message: `FROM argument '${name}' is not declared${suggestion}` });
  }
  return findings;
}
