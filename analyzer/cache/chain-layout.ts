import type { Instruction } from '../dockerfile/instruction.ts';
import { parseTrigger } from '../dockerfile/parse.ts';
import { unknownBaseImage } from '../plan/base-image.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanOptions } from '../plan/plan-options.ts';
import type { Stage } from '../plan/stage.ts';
import type { ChainTable } from './chain-tables.ts';

/** One instruction as it is run in a stage: its own, a trigger of the base image, or the LABEL of `--label`. */
export interface ChainCommand {
  readonly instruction: Instruction;
  /** Index in `Dockerfile.instructions`; null for `--label`. */
  readonly index: number | null;
  readonly isTrigger: boolean;
  readonly label: string;
}

/** The commands of one stage; `stage` is null for the ARGs before the first FROM. */
export interface ChainStage {
  readonly stage: Stage | null;
  readonly commands: readonly ChainCommand[];
}

type Unlabelled = Omit<ChainCommand, 'label'>;

/** What a builder that goes line by line runs for a plan, in order, with the labels that its log prints. */
export function chainLayout(
  plan: Plan,
  options: PlanOptions,
  table: ChainTable,
  labels: readonly string[],
): readonly ChainStage[] {
  const { instructions } = plan.dockerfile;
  const stages: { stage: Stage | null; commands: readonly Unlabelled[] }[] = [];
  if (table.hasGlobalSteps) {
    const firstFrom = instructions.findIndex(({ keyword }) => keyword === 'FROM');
    stages.push({ stage: null, commands: instructions.slice(0, Math.max(0, firstFrom)).map(ownCommand) });
  }
  for (const stage of plan.stages) {
    if (stage.index > plan.target || !(table.buildsUnused || stage.isReachable)) continue;
    const own = stage.instructions.slice(1).flatMap((index) => instructions[index] ?? []);
    const added = stage.index === plan.target && labels.length > 0 ? optionCommand(table, labels) : [];
    stages.push({ stage, commands: [...triggers(plan, options, stage), ...own.map(ownCommand), ...added] });
  }
  const isCounted = ({ isTrigger }: Unlabelled): boolean => !isTrigger;
  const steps = stages.reduce(
    (sum, { stage, commands }) => sum + (stage === null ? 0 : 1) + commands.filter(isCounted).length,
    0,
  );
  let step = 0;
  return stages.map(({ stage, commands }) => {
    if (stage !== null) step++;
    return {
      stage,
      commands: commands.map((command, position) => {
        if (isCounted(command)) step++;
        const place = {
          original: command.instruction.original,
          step,
          steps,
          stageStep: position + 2,
          stageSteps: commands.length + 1,
          stage: (stage?.index ?? 0) + 1,
          stages: plan.target + 1,
          isTrigger: command.isTrigger,
        };
        return { ...command, label: table.label(place) };
      }),
    };
  });
}

function ownCommand(instruction: Instruction): Unlabelled {
  return { instruction, index: instruction.index, isTrigger: false };
}

/** Triggers of the base image's config, or those that the base stage declares. */
function triggers(plan: Plan, options: PlanOptions, stage: Stage): readonly Unlabelled[] {
  const { base } = stage;
  const parse = (text: string, index: number | null): readonly Unlabelled[] => {
    const { instruction } = parseTrigger(text);
    return instruction === null ? [] : [{ instruction, index, isTrigger: true }];
  };
  if (base.kind === 'image') {
    const config = options.baseImage?.(base.reference, stage.platform) ?? unknownBaseImage;
    return config.onbuild.flatMap((text) => parse(text, stage.instructions[0] ?? null));
  }
  if (base.kind !== 'stage') return [];
  const declared = plan.stages[base.stage]?.instructions ?? [];
  return declared.flatMap((index) => {
    const instruction = plan.dockerfile.instructions[index];
    return instruction?.keyword === 'ONBUILD' ? parse(instruction.trigger, index) : [];
  });
}

function optionCommand(table: ChainTable, labels: readonly string[]): readonly Unlabelled[] {
  const pairs = labels.map((label): [string, string] => {
    const equals = label.indexOf('=');
    return equals < 0 ? [label, ''] : [label.slice(0, equals), label.slice(equals + 1)];
  });
  const { instruction } = parseTrigger(`LABEL ${pairs.map(([key, value]) => table.labelPair(key, value)).join(' ')}`);
  return instruction === null ? [] : [{ instruction, index: null, isTrigger: false }];
}
