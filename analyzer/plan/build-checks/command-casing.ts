import type { Instruction } from '../../dockerfile/instruction.ts';
import type { PlacedFinding } from './finding.ts';

/**
 * ConsistentInstructionCasing: keywords that are not in the case of most; capitals where there are as many of each. Global
 * ARGs do not count (dockerfile2llb/validations.go, validateCommandCasing).
 */
export function checkCommandCasing(instructions: readonly Instruction[]): readonly PlacedFinding[] {
  const first = instructions.findIndex((instruction) => instruction.keyword === 'FROM');
  const counted = first < 0 ? [] : instructions.slice(first);
  let lower = 0;
  let upper = 0;
  for (const { written } of counted) {
    if (written === written.toLowerCase()) lower++;
    else if (written === written.toUpperCase()) upper++;
  }
  const isLower = lower > upper;
  return counted.flatMap(({ written, range }) => {
    if (written === (isLower ? written.toLowerCase() : written.toUpperCase())) return [];
    const casing = isLower ? 'lowercase' : 'uppercase';
    const message = `Command '${written}' should match the case of the command majority (${casing})`;
    return [{ rule: 'ConsistentInstructionCasing', message, range }];
  });
}
