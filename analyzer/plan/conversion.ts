import type { IgnoreFile } from '../context/ignore-file.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import type { ParsedTrigger } from '../dockerfile/parse.ts';
import type { Platform } from '../dockerfile/platform.ts';
import type { Range } from '../dockerfile/range.ts';
import type { Budget } from './budget.ts';
import type { Checks } from './checks.ts';
import type { DraftSource } from './draft.ts';
import type { Environment } from './environment.ts';
import type { PlanOptions } from './plan-options.ts';
import type { StageStates, Traced } from './stage-state.ts';
import type { VariableLog } from './variable-log.ts';
import type { StepLog } from './step-log.ts';

/** What the whole conversion of one Dockerfile shares (dockerfile2llb/convert.go, dispatchContext). */
export interface Conversion {
  readonly dockerfile: Dockerfile;
  readonly options: PlanOptions;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly targetPlatform: Platform;
  readonly buildPlatform: Platform;
  /** The scope before the first FROM. */
  readonly globals: Environment;
  /** SOURCE_DATE_EPOCH in seconds; null for none. */
  readonly epoch: Traced<number | null>;
  /** Of every RUN; empty for the builder's own. */
  readonly hostname: string;
  /** Stands before the ids of cache mounts. */
  readonly cacheNamespace: string;
  readonly states: StageStates;
  readonly context: DraftSource;
  /** What the stages read from the build context, as absolute paths. */
  readonly contextPaths: Set<string>;
  readonly budget: Budget;
  /** Triggers that were parsed so far, by their text. */
  readonly triggers: Map<string, ParsedTrigger>;
  readonly checks: Checks;
  /** The ignore file of the build context; null for none. */
  readonly ignore: IgnoreFile | null;
  readonly variables: VariableLog;
  readonly steps: StepLog;
}

/** Where an instruction stands; null for one that does not exist. */
export function rangeOf(conversion: Conversion, index: number): Range | null {
  return instructionAt(conversion.dockerfile, index)?.range ?? null;
}

/** An instruction by its index. */
export function instructionAt(dockerfile: Dockerfile, index: number): Instruction | undefined {
  return dockerfile.instructions[index];
}
