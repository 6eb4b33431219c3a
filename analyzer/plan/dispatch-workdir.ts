import { trimSpace } from '../dockerfile/go-text.ts';
import { checkRelativeWorkdir } from './build-checks/single-instructions.ts';
import { commandWords } from './command-words.ts';
import type { Conversion } from './conversion.ts';
import type { DraftFile } from './draft.ts';
import { labelText } from './expansion.ts';
import { commit } from './history.ts';
import { stepLabel, upperCaseKeyword } from './label.ts';
import { makeOrigin, type Origin } from './origin.ts';
import { placeOf, type StageCommand, type StageState } from './stage-state.ts';
import { actionPath, isAbsolutePath, normalizeWorkdir, toSlash } from './system-path.ts';

/** Sets the working directory of the image config and of the build. Throws `PathFlaw`. */
export function applyWorkdir(state: StageState, path: string, origin: Origin): void {
  const os = state.platform?.os ?? '';
  state.image.workdir = normalizeWorkdir(state.image.workdir, path, os);
  state.workdir = { value: toSlash(state.image.workdir, os), origin };
}

/** WORKDIR: makes the directory, but for `/` (dockerfile2llb/convert.go, dispatchWorkdir). Throws `PathFlaw`. */
export function dispatchWorkdir(conversion: Conversion, state: StageState, command: StageCommand, text: string): void {
  const words = commandWords(conversion, state, command);
  const path = words.word(text);
  const isAbsolute = isAbsolutePath(path, state.platform?.os ?? '');
  if (!state.isWorkdirSet) conversion.checks.report(checkRelativeWorkdir(path, isAbsolute), placeOf(command));
  state.isWorkdirSet = true;
  const parts = isAbsolute ? [words.origin()] : [words.origin(), state.workdir.origin];
  applyWorkdir(state, path, makeOrigin(command.index, null, parts));
  const { value: workdir, origin } = state.workdir;
  if (workdir !== '/') addDirectory(conversion, state, command, workdir, origin);
  commit(state, command, `WORKDIR ${workdir}`, workdir === '/' ? 'none' : 'layer');
}

function addDirectory(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  workdir: string,
  origin: Origin,
): void {
  const { epoch, steps } = conversion;
  const owner = state.image.user;
  const text = upperCaseKeyword(labelText(conversion, trimSpace(command.instruction.original), state.env));
  const label = stepLabel(state, text, command.isOnbuild);
  const draft: DraftFile = {
    type: 'file',
    label,
    platform: null,
    stage: state.stage,
    instruction: command.index,
    isNoCache: false,
    origins: [origin, state.user.origin, epoch.origin],
    base: state.fileSystem,
    actions: [
      {
        action: {
          kind: 'mkdir',
          path: actionPath('/', workdir, false),
          mode: 0o755,
          makeParents: true,
          owner,
          timestamp: epoch.value ?? -1,
        },
        source: null,
      },
    ],
  };
  state.fileSystem = draft;
  const { stage } = state;
  steps.add({
    kind: 'WORKDIR',
    label,
    stage,
    instruction: command.index,
    isOnbuild: command.isOnbuild,
    drafts: [draft],
  });
}
