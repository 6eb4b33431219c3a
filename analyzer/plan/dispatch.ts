import type { Conversion } from './conversion.ts';
import { dispatchArg } from './dispatch-arg.ts';
import {
  dispatchCommandLine,
  dispatchEnv,
  dispatchExpose,
  dispatchHealthcheck,
  dispatchLabel,
  dispatchMaintainer,
  dispatchShell,
  dispatchStopSignal,
  dispatchUser,
  dispatchVolume,
} from './dispatch-config.ts';
import { dispatchCopy } from './dispatch-copy.ts';
import { dispatchRun } from './dispatch-run.ts';
import { applyWorkdir, dispatchWorkdir } from './dispatch-workdir.ts';
import { defaultPath, inheritImage } from './image-state.ts';
import { noOrigin } from './origin.ts';
import { Rejection } from './rejection.ts';
import type { StageCommand, StageState } from './stage-state.ts';
import { PathFlaw } from './system-path.ts';

/**
 * Runs the instructions of every stage that the target needs, in order of the file (dockerfile2llb/convert.go,
 * dispatchStages). Throws `Rejection`.
 */
export function dispatchStages(conversion: Conversion, target: StageState, reachable: ReadonlySet<StageState>): void {
  for (const state of conversion.states.all) {
    if (!reachable.has(state) || state.isDispatched) continue;
    startStage(conversion, state);
    for (const command of state.commands) {
      try {
        dispatchCommand(conversion, state, command);
      } catch (error) {
        if (!(error instanceof PathFlaw)) throw error;
        throw new Rejection(error.message, command.range);
      }
    }
  }
  // The result is all of the target, whatever its own steps read.
  target.paths.add('/');
}

/** What the first instruction of a stage finds: the base's file system and the environment of its image config. */
function startStage(conversion: Conversion, state: StageState): void {
  const { base } = state;
  if (base !== null) {
    state.fileSystem = base.fileSystem;
    state.platform = base.platform;
    state.image = inheritImage(base.image);
    state.env = base.env.fork();
    state.workdir = base.workdir;
    state.user = base.user;
    state.shellOrigin = base.shellOrigin;
    state.paths = base.paths;
    state.isWorkdirSet = base.isWorkdirSet;
    // Copied for every stage, so that a chain of stages may not grow without end.
    conversion.budget.spend(8 * (base.env.keys().length + base.buildArgs.length), state.from?.range ?? null);
    state.buildArgs = [...base.buildArgs];
    state.declaredArgs = new Set(base.declaredArgs);
  }
  state.isDispatched = true;
  state.platform ??= conversion.targetPlatform;
  const { image, platform } = state;
  if (!image.env.has('PATH') && platform.os !== 'windows')
    image.env.set('PATH', { value: defaultPath, instruction: null });
  // The image's variables are set anew: they come after ARGs of the base stage, and beat them.
  for (const [name, { value, instruction, origin }] of image.env) {
    state.env.assign({ name, value, instruction }, origin ?? noOrigin);
  }
  if (image.workdir !== '') applyWorkdir(state, image.workdir, state.workdir.origin);
  if (image.user !== '') state.user = { value: image.user, origin: state.user.origin };
}

function dispatchCommand(conversion: Conversion, state: StageState, command: StageCommand): void {
  const { instruction } = command;
  switch (instruction.keyword) {
    case 'ADD':
    case 'COPY':
      return dispatchCopy(conversion, state, command, instruction);
    case 'ARG':
      return dispatchArg(conversion, state, command, instruction);
    case 'CMD':
    case 'ENTRYPOINT':
      return dispatchCommandLine(conversion, state, command, instruction);
    case 'ENV':
      return dispatchEnv(conversion, state, command, instruction);
    case 'EXPOSE':
      return dispatchExpose(conversion, state, command, instruction.words);
    case 'HEALTHCHECK':
      return dispatchHealthcheck(conversion, state, command, instruction.healthcheck);
    case 'LABEL':
      return dispatchLabel(conversion, state, command, instruction);
    case 'MAINTAINER':
      return dispatchMaintainer(state, command, instruction.text);
    case 'ONBUILD':
      state.image.onbuild.push(instruction.trigger);
      return;
    case 'RUN':
      return dispatchRun(conversion, state, command, instruction);
    case 'SHELL':
      return dispatchShell(state, command, instruction.shell);
    case 'STOPSIGNAL':
      return dispatchStopSignal(conversion, state, command, instruction.text);
    case 'USER':
      return dispatchUser(conversion, state, command, instruction.text);
    case 'VOLUME':
      return dispatchVolume(conversion, state, command, instruction.words);
    case 'WORKDIR':
      return dispatchWorkdir(conversion, state, command, instruction.text);
    case 'FROM':
      return;
  }
}
