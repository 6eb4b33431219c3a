import { trimSpace } from '../dockerfile/go-text.ts';
import { chompHeredoc, readHeredocMark } from '../dockerfile/heredocs.ts';
import { isFlaw } from '../dockerfile/flaw.ts';
import type { RunInstruction } from '../dockerfile/instruction.ts';
import type { Conversion } from './conversion.ts';
import type { DraftExec, DraftFile, DraftMount } from './draft.ts';
import { runLabelText } from './expansion.ts';
import { platformName } from './platform-name.ts';
import { commit } from './history.ts';
import { stepLabel, summarizeHeredoc, upperCaseKeyword } from './label.ts';
import { makeOrigin, noOrigin } from './origin.ts';
import { Rejection } from './rejection.ts';
import { runMounts, sortMounts } from './run-mounts.ts';
import { withShell } from './shell.ts';
import type { StageCommand, StageState } from './stage-state.ts';
import { joinPath } from './system-path.ts';
import { noteShellVariables } from './shell-variables.ts';

interface RunCommand {
  readonly args: readonly string[];
  /** A file with the script, where a here-document starts with `#!`. */
  readonly script: DraftFile | null;
  /** What the label says after the instruction itself. */
  readonly summary: string;
}

const scriptFolder = '/dev/pipes/';

/** RUN: one exec (dockerfile2llb/convert.go, dispatchRun). Throws `Rejection` for mounts that are wrong. */
export function dispatchRun(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  instruction: RunInstruction,
): void {
  // Mounts are read before anything else: their variables are expanded like the words of other instructions.
  const mounts = runMounts(conversion, state, command, instruction);
  state.paths.add('/');
  const { args: written, script, summary } = runCommand(state, command, instruction);
  const isShellForm = instruction.command.form === 'shell';
  const args = isShellForm ? withShell(state, written) : written;
  if (instruction.devices.length > 0) {
    throw new Rejection(
      'RUN --device needs the labs channel of the Dockerfile front end.',
      command.range,
      'Start with # syntax=docker/dockerfile:1-labs.',
    );
  }
  if (args.length === 0) throw new Rejection('RUN has no command.', command.range);
  const texts = [...instruction.command.args, ...instruction.heredocs.map((heredoc) => heredoc.content)];
  noteShellVariables(conversion.variables, texts, command.index, state.env.declaredBy);
  const env = state.env.snapshot();
  const text = runLabelText(conversion, trimSpace(instruction.original) + summary, state.env, mounts.secretNames);
  const label = stepLabel(state, upperCaseKeyword(text), command.isOnbuild);
  const { hostname, budget } = conversion;
  budget.spendText(label, command.range);
  // Each RUN has its own list of what defines it; the list of variables is shared while nothing changes.
  budget.spend(env.origin.instructions.length, command.range);
  if (state.historyArgs?.env !== env) budget.spend(env.entries.length + state.buildArgs.length, command.range);
  const root: DraftMount = { mount: bindMount('/', 0, '', false), source: state.fileSystem };
  const scriptMount: readonly DraftMount[] =
    script === null ? [] : [{ mount: bindMount(scriptFolder, -1, '/', true), source: script }];
  const draft: DraftExec = {
    type: 'exec',
    label,
    platform: platformName(state.platform),
    stage: state.stage,
    instruction: command.index,
    isNoCache: state.isNoCache,
    origins: [
      makeOrigin(command.index),
      mounts.origin,
      state.workdir.origin,
      state.user.origin,
      state.platformOrigin,
      isShellForm ? state.shellOrigin : noOrigin,
    ],
    definition: {
      args,
      cwd: state.workdir.value,
      user: state.user.value,
      hostname,
      network: instruction.network === 'default' ? 'UNSET' : instruction.network === 'none' ? 'NONE' : 'HOST',
      security: instruction.security === 'insecure' ? 'INSECURE' : 'SANDBOX',
      secretEnv: mounts.secretEnv,
    },
    env,
    sshSocket: state.env.get('SSH_AUTH_SOCK') === undefined ? mounts.sshSocket : null,
    mounts: [...sortMounts([root, ...scriptMount, ...mounts.sourced]), ...mounts.unsourced],
  };
  state.fileSystem = draft;
  conversion.steps.add({
    kind: 'RUN',
    label,
    stage: state.stage,
    instruction: command.index,
    isOnbuild: command.isOnbuild,
    drafts: [...(script === null ? [] : [script]), ...mounts.helpers, draft],
  });
  commit(state, command, `RUN ${historyArgs(state)}${args.join(' ')}`, 'step');
}

function bindMount(dest: string, output: number, selector: string, isReadonly: boolean): DraftMount['mount'] {
  return { type: 'BIND', dest, input: -1, output, selector, isReadonly };
}

/** What is run: the words as written, a here-document's body, or a file that holds it. */
function runCommand(state: StageState, command: StageCommand, instruction: RunInstruction): RunCommand {
  const { args } = instruction.command;
  const [first] = instruction.heredocs;
  if (first === undefined) return { args, script: null, summary: '' };
  const line = args[0] ?? '';
  const mark = readHeredocMark(line);
  if (mark === null || isFlaw(mark)) {
    const bodies = instruction.heredocs.map((heredoc) => `\n${heredoc.content}${heredoc.name}`);
    return { args: [line + bodies.join('')], script: null, summary: '' };
  }
  const data = first.isChomped ? chompHeredoc(first.content) : first.content;
  const summary = ` (${summarizeHeredoc(first.content)})`;
  if (!data.startsWith('#!') || state.platform?.os === 'windows') return { args: [data], script: null, summary };
  const script: DraftFile = {
    type: 'file',
    label: '[internal] preparing inline document',
    platform: null,
    stage: state.stage,
    instruction: command.index,
    isNoCache: false,
    origins: [makeOrigin(command.index)],
    base: null,
    actions: [
      {
        action: {
          kind: 'mkfile',
          path: joinPath('/', first.name),
          mode: 0o755,
          data,
          owner: '',
        },
        source: null,
      },
    ],
  };
  return { args: [joinPath(scriptFolder, first.name)], script, summary };
}

/** `|2 A=1 B=2 `: the declared ARGs with the values they have now (runCommandString). Kept until one changes. */
function historyArgs(state: StageState): string {
  const env = state.env.snapshot();
  const kept = state.historyArgs;
  if (kept !== null && kept.env === env && kept.count === state.buildArgs.length) return kept.text;
  const values = new Map<string, string>();
  for (const { name, value } of state.buildArgs) values.set(name, state.env.get(name) ?? value ?? '');
  let text = values.size === 0 ? '' : `|${values.size} `;
  for (const [name, value] of values) text += `${name}=${value} `;
  state.historyArgs = { env, count: state.buildArgs.length, text };
  return text;
}
