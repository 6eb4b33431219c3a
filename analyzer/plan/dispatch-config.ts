import type {
  CommandInstruction,
  EnvInstruction,
  Healthcheck,
  KeyValue,
  LabelInstruction,
} from '../dockerfile/instruction.ts';
import { commandWords, type CommandWords } from './command-words.ts';
import { rangeOf, type Conversion } from './conversion.ts';
import { expandPorts } from './expansion.ts';
import { formatDuration, formatList, quoteList } from './go-format.ts';
import { commit } from './history.ts';
import { makeOrigin } from './origin.ts';
import { parsePorts } from './ports.ts';
import { Rejection } from './rejection.ts';
import { withShell } from './shell.ts';
import type { StageCommand, StageState } from './stage-state.ts';
import { isSignal } from './stop-signal.ts';

interface ExpandedPair {
  readonly key: string;
  readonly value: string;
  readonly words: CommandWords;
}

/** All pairs of one instruction are expanded before any of them is set. */
function expandPairs(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  pairs: readonly KeyValue[],
): readonly ExpandedPair[] {
  return pairs.map((pair) => {
    const words = commandWords(conversion, state, command);
    return { key: words.word(pair.key), value: words.word(pair.value ?? ''), words };
  });
}

/** ENV (dockerfile2llb/convert.go, dispatchEnv). */
export function dispatchEnv(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  instruction: EnvInstruction,
): void {
  const pairs = expandPairs(conversion, state, command, instruction.env);
  let by = 'ENV';
  for (const [place, { key, value, words }] of pairs.entries()) {
    if (instruction.env[place]?.isLegacy === true) conversion.checks.legacyKeyValue('ENV', command);
    conversion.checks.secretKey('ENV', key, command);
    by += ` ${key}=${value}`;
    const origin = makeOrigin(command.index, null, [words.origin()]);
    state.env.assign({ name: key, value, instruction: command.index }, origin);
    state.image.env.set(key, { value, instruction: command.index, origin });
    conversion.variables.declare({
      name: key,
      kind: 'env',
      stage: state.stage,
      instruction: command.index,
      value,
      source: 'env',
      isInBuild: true,
    });
  }
  commit(state, command, by, 'none');
}

/** LABEL (dispatchLabel). */
export function dispatchLabel(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  instruction: LabelInstruction,
): void {
  const pairs = expandPairs(conversion, state, command, instruction.labels);
  let by = 'LABEL';
  for (const [place, { key, value }] of pairs.entries()) {
    if (instruction.labels[place]?.isLegacy === true) conversion.checks.legacyKeyValue('LABEL', command);
    by += ` ${key}=${value}`;
    state.image.labels.set(key, value);
  }
  commit(state, command, by, 'none');
}

/** CMD and ENTRYPOINT (dispatchCmd, dispatchEntrypoint): an ENTRYPOINT clears a CMD that this stage did not set. */
export function dispatchCommandLine(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  { keyword, command: line }: CommandInstruction,
): void {
  conversion.checks.usedOnce(keyword, state, command);
  if (line.form === 'shell' && state.image.shell.length === 0) conversion.checks.jsonRecommended(keyword, command);
  const args = line.form === 'shell' ? withShell(state, line.args) : line.args;
  if (keyword === 'CMD') {
    state.image.cmd = args;
    state.isCmdSet = true;
  } else {
    state.image.entrypoint = args;
    if (!state.isCmdSet) state.image.cmd = [];
  }
  commit(state, command, `${keyword} ${quoteList(args)}`, 'none');
}

/** HEALTHCHECK (dispatchHealthcheck). */
export function dispatchHealthcheck(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  healthcheck: Healthcheck,
): void {
  conversion.checks.usedOnce('HEALTHCHECK', state, command);
  state.image.healthcheck = healthcheck;
  const { test, interval, timeout, startPeriod, startInterval, retries } = healthcheck;
  const fields = [
    `Test:${formatList(test)}`,
    `Interval:${formatDuration(interval)}`,
    `Timeout:${formatDuration(timeout)}`,
    `StartPeriod:${formatDuration(startPeriod)}`,
    `StartInterval:${formatDuration(startInterval)}`,
    `Retries:${retries}`,
  ];
  commit(state, command, `HEALTHCHECK {${fields.join(' ')}}`, 'none');
}

/** EXPOSE (dockerfile2llb/convert_expose.go). Throws `Rejection` for what is no port. */
export function dispatchExpose(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  words: readonly string[],
): void {
  const parsed = parsePorts(words.flatMap((word) => expandPorts(conversion, command, word, state.env)));
  if (parsed.kind === 'invalid') throw new Rejection(parsed.message, rangeOf(conversion, command.index));
  for (const port of parsed.written) conversion.checks.exposedPort(port, command);
  for (const port of parsed.ports) state.image.ports.add(port);
  commit(state, command, `EXPOSE ${formatList(parsed.ports)}`, 'none');
}

/** VOLUME (dispatchVolume). Throws `Rejection` for an empty path. */
export function dispatchVolume(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  texts: readonly string[],
): void {
  const volumes = commandWords(conversion, state, command).words(texts);
  for (const volume of volumes) {
    if (volume === '') throw new Rejection('A volume has no path.', rangeOf(conversion, command.index));
    state.image.volumes.add(volume);
  }
  commit(state, command, `VOLUME ${formatList(volumes)}`, 'none');
}

/** USER (dispatchUser). */
export function dispatchUser(conversion: Conversion, state: StageState, command: StageCommand, text: string): void {
  const words = commandWords(conversion, state, command);
  const user = words.word(text);
  state.user = { value: user, origin: makeOrigin(command.index, null, [words.origin()]) };
  state.image.user = user;
  commit(state, command, `USER ${user}`, 'none');
}

/** STOPSIGNAL (dispatchStopSignal). Throws `Rejection` for what is no signal. */
export function dispatchStopSignal(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  text: string,
): void {
  const signal = commandWords(conversion, state, command).word(text);
  if (!isSignal(signal))
    throw new Rejection(`"${signal}" is no signal.`, rangeOf(conversion, command.index), 'Write SIGTERM, for example.');
  state.image.stopSignal = signal;
  commit(state, command, `STOPSIGNAL ${signal}`, 'none');
}

/** SHELL (dispatchShell). */
export function dispatchShell(state: StageState, command: StageCommand, shell: readonly string[]): void {
  state.image.shell = shell;
  state.shellOrigin = makeOrigin(command.index);
  commit(state, command, `SHELL ${formatList(shell)}`, 'none');
}

/** MAINTAINER (dispatchMaintainer). */
export function dispatchMaintainer(state: StageState, command: StageCommand, text: string): void {
  commit(state, command, `MAINTAINER ${text}`, 'none');
}
