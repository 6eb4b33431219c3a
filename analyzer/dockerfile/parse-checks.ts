import { isCheckOn, withInlineChecks, type CheckOptions } from './check-options.ts';
import { toLower } from './go-text.ts';
import type { Instruction } from './instruction.ts';
import type { Warning } from './problem.ts';
import type { SourceStatement } from './source-file.ts';
import type { Statement } from './statement.ts';

/**
 * The build checks that fire when an instruction is parsed, before it is known whether it is right
 * (frontend/dockerfile/instructions/parse.go, ParseInstructionWithLinter).
 */
export function checkStatement(source: SourceStatement, statement: Statement, options: CheckOptions): Warning[] {
  const warnings: Warning[] = [];
  const add = reporter(source, options, warnings);
  if (statement.keyword === 'maintainer') {
    add('MaintainerDeprecated', 'Maintainer instruction is deprecated in favor of using label');
  }
  if (statement.keyword !== 'from') return warnings;
  const [, as = '', name = ''] = statement.args;
  if (statement.args.length === 3 && name !== toLower(name)) {
    add('StageNameCasing', `Stage name '${name}' should be lowercase`);
  }
  if (statement.args.length >= 3 && !hasSameCasing(statement.command, as)) {
    add('FromAsCasing', `'${as}' and '${statement.command}' keywords' casing do not match`);
  }
  return warnings;
}

/** The check on an instruction that is right: does its doc comment describe it (the same file, validateDefinitionDescription). */
export function checkDescription(source: SourceStatement, instruction: Instruction, options: CheckOptions): Warning[] {
  const comment = source.docComments.at(-1);
  if (comment === undefined) return [];
  const names = definedNames(instruction);
  const [first] = names;
  if (first === undefined) return [];
  if (names.includes(comment.split(' ', 1)[0] ?? '')) return [];
  const warnings: Warning[] = [];
  const example = names.length > 1 ? '<arg_key>' : first;
  const message = `Comment for ${instruction.keyword} should follow the format: \`# ${example} <description>\``;
  reporter(source, options, warnings)('InvalidDefinitionDescription', message);
  return warnings;
}

function definedNames(instruction: Instruction): readonly string[] {
  if (instruction.keyword === 'FROM') return instruction.name === '' ? [] : [instruction.name];
  return instruction.keyword === 'ARG' ? instruction.args.map((each) => each.key) : [];
}

function hasSameCasing(from: string, as: string): boolean {
  if (from === from.toLowerCase()) return as === as.toLowerCase();
  return from !== from.toUpperCase() || as === as.toUpperCase();
}

function reporter(source: SourceStatement, options: CheckOptions, warnings: Warning[]) {
  return (rule: string, message: string): void => {
    if (!isCheckOn(withInlineChecks(options, source.docComments), rule)) return;
    warnings.push({ rule, message, range: source.range });
  };
}
