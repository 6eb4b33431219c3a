import { nearestWord } from '../../dockerfile/nearest-word.ts';
import type { Finding } from './finding.ts';

/** More names than this are not searched for a likely one. */
const mostNames = 1000;

const builderArgs = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

/**
 * UndefinedVar: a variable that is neither set nor declared by an ARG of the stage (dockerfile2llb/validations.go,
 * reportUnmatchedVariables). `env` are the names that are set.
 */
export function checkUndefinedVariables(
  unmatched: Iterable<string>,
  isDeclared: (name: string) => boolean,
  env: () => readonly string[],
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const name of unmatched) {
    if (isDeclared(name) || builderArgs.has(name)) continue;
    const near = nearestWord(name, env().slice(0, mostNames));
    const suggestion = near === null ? '' : ` (did you mean $${near}?)`;
    findings.push({ rule: 'UndefinedVar', message: `Usage of undefined variable '$${name}'${suggestion}` });
  }
  return findings;
}
