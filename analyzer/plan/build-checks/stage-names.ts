import type { FromInstruction } from '../../dockerfile/instruction.ts';
import type { PlacedFinding } from './finding.ts';

const reserved = new Set(['context', 'scratch']);

/** ReservedStageName and DuplicateStageName (dockerfile2llb/validations.go, validateStageNames). */
export function checkStageNames(stages: readonly FromInstruction[]): readonly PlacedFinding[] {
  const findings: PlacedFinding[] = [];
  const seen = new Set<string>();
  for (const { name, range } of stages) {
    if (name === '') continue;
    if (reserved.has(name)) {
      const message = `Stage name should not use the same name as reserved stage "${name}"`;
      findings.push({ rule: 'ReservedStageName', message, range });
    }
    if (seen.has(name)) {
      const message = `Duplicate stage name "${name}", stage names should be unique`;
      findings.push({ rule: 'DuplicateStageName', message, range });
    }
    seen.add(name);
  }
  return findings;
}
