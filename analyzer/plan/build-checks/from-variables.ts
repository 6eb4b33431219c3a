import { nearestWord } from '../../dockerfile/nearest-word.ts';
import type { Finding } from './finding.ts';

/** More names than this are not searched for a likely one. */
const mostNames = 1000;

/** UndefinedArgInFrom: a variable of FROM that no global ARG declares (dockerfile2llb/validations.go, reportUnusedFromArgs). */
export function checkFromVariables(
  unmatched: Iterable<string>,
  isDeclared: (name: string) => boolean,
  declared: () => readonly string[],
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const name of unmatched) {
    if (isDeclared(name)) continue;
    const near = nearestWord(name, declared().slice(0, mostNames));
    const suggestion = near === null ? '' : ` (did you mean ${near}?)`;
    findings.push({ rule: 'UndefinedArgInFrom', message: `FROM argument '${name}' is not declared${suggestion}` });
  }
  return findings;
}
