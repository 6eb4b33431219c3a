import { rangeOf } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild, CheckedRepository } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { lastCommand, targetStages, type CommandPlace } from '../image-command.ts';

/** An ENTRYPOINT that takes away the CMD of the stage or image that it starts from. */
export const entrypointDropsCommand: Check = {
  rule: 'entrypoint-drops-command',
  severity: 'info',
  title: 'An ENTRYPOINT takes away the CMD that it inherits',
  why: 'Setting ENTRYPOINT empties the CMD of the stage or image below: a script that is to start what CMD says has nothing to start.',
  mend: 'Write the CMD again below this ENTRYPOINT, or an empty one (CMD []) where none is meant.',
  bad: {
    Dockerfile: 'FROM alpine:3.20 AS base\nCMD ["/server", "--port", "80"]\nFROM base\nENTRYPOINT ["/entrypoint.sh"]\n',
  },
  good: {
    Dockerfile:
      'FROM alpine:3.20 AS base\nCMD ["/server", "--port", "80"]\nFROM base\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["/server", "--port", "80"]\n',
  },
  find: function* (repository) {
    for (const build of repository.builds) yield* findInBuild(build, repository);
  },
};

function* findInBuild(build: CheckedBuild, repository: CheckedRepository): Iterable<CheckFinding> {
  const entrypoint = lastCommand(build, 'ENTRYPOINT');
  const command = lastCommand(build, 'CMD');
  if (entrypoint === null || build.plan.image.cmd.length > 0) return;
  const stages = targetStages(build).map(({ index }) => index);
  if (command !== null && stages.indexOf(command.stage) <= stages.indexOf(entrypoint.stage)) return;
  const below = command === null ? producedImage(build, repository) : stageCommand(build, command);
  const dropped = below?.cmd ?? [];
  // Below an ENTRYPOINT of its own, a CMD holds arguments of a program that is another one now.
  if (below === null || below.entrypoint.length > 0 || !startsOthers(build.plan.image.entrypoint)) return;
  // A shell is what images start when nothing else is said: nobody misses it.
  if (dropped.length === 0 || /(?:^|\/)(?:ba|da|z)?sh$/.test(dropped[0] ?? '')) return;
  yield {
    message: `This takes away the CMD that stands below: ${JSON.stringify(dropped)}`,
    path: build.path,
    range: rangeOf(build, entrypoint.instruction.index),
    builds: [build.id],
    cost: noCost,
  };
}

interface Below {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
}

/** What the stage runs that sets the command. */
function stageCommand(build: CheckedBuild, { stage, instruction }: CommandPlace): Below {
  const instructions = build.plan.stages[stage]?.instructions ?? [];
  const own = instructions.some((index) => build.plan.dockerfile.instructions[index]?.keyword === 'ENTRYPOINT');
  return { entrypoint: own ? ['set'] : [], cmd: instruction.command.args };
}

/** Whether an ENTRYPOINT is there to prepare, and then to start what it is told to. */
function startsOthers(entrypoint: readonly string[]): boolean {
  return entrypoint.some((word) => /entry-?point|\.sh$|(?:^|\/)(?:tini|dumb-init|init)$/.test(word));
}

/** The image that another build of the repository makes and this one starts from; null: none does. */
function producedImage(build: CheckedBuild, { builds }: CheckedRepository): Below | null {
  const bottom = targetStages(build).at(-1)?.index;
  const use = build.uses.find(({ kind, stage }) => kind === 'from' && stage === bottom);
  return builds.find(({ id }) => id === use?.producer?.build.id)?.plan.image ?? null;
}
