import type {
  CommandInstruction,
  EnvInstruction,
  Healthcheck,
  KeyValue,
  LabelInstruction,
} from '../dockerfile/instruction.ts';
import { checkExposedPort } from './build-checks/exposed-port.ts';
import { checkKeyValueFormat } from './build-checks/key-value-format.ts';
import { checkSecretKey } from './build-checks/secret-key.ts';
import { checkJsonArgs, checkUsedOnce } from './build-checks/single-instructions.ts';
import { commandWords, type CommandWords } from './command-words.ts';
import type { Conversion } from './conversion.ts';
import { expandPorts } from './expansion.ts';
import { formatDuration, formatList, quoteList } from './go-format.ts';
import { commit } from './history.ts';
import { makeOrigin } from './origin.ts';
import { parsePorts } from './ports.ts';
import { Rejection } from './rejection.ts';
import { noteShellVariables } from './shell-variables.ts';
import { withShell } from './shell.ts';
import { placeOf, type StageCommand, type StageState } from './stage-state.ts';
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
  const { checks } = conversion;
  const pairs = expandPairs(conversion, state, command, instruction.env);
  let by = 'ENV';
  for (const [place, { key, value, words }] of pairs.entries()) {
    const pair = instruction.env[place];
    if (pair !== undefined) checks.report(checkKeyValueFormat(instruction.written, pair), placeOf(command));
    checks.report(checkSecretKey('ENV', key), placeOf(command));
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
    const pair = instruction.labels[place];
    if (pair !== undefined) conversion.checks.report(checkKeyValueFormat(instruction.written, pair), placeOf(command));
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
  noteSingle(conversion, state, command, keyword);
  conversion.checks.report(checkJsonArgs(command.instruction.written, line, state.image.shell), placeOf(command));
  noteContainerVariables(conversion, state, command, line.args);
  const args = line.form === 'shell' ? withShell(state, line.args) : line.args;
  if (keyword === 'CMD') {
    state.image.cmd = args;
  } else {
    state.image.entrypoint = args;
    if (!state.last.has('CMD')) state.image.cmd = [];
  }
  commit(state, command, `${keyword} ${quoteList(args)}`, 'none');
}

/** What a container runs sees the variables of the image, not those of the build. */
function noteContainerVariables(
  { variables }: Conversion,
  { image }: StageState,
  { index }: StageCommand,
  texts: readonly string[],
): void {
  noteShellVariables(variables, texts, index, (name) => image.env.get(name)?.instruction);
}

/** Of CMD, ENTRYPOINT and HEALTHCHECK the last one of a stage counts: an earlier one is reported where it stands. */
function noteSingle(
  { checks }: Conversion,
  { last }: StageState,
  command: StageCommand,
  keyword: 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK',
): void {
  const { written, docComments } = command.instruction;
  const earlier = last.get(keyword);
  checks.report(checkUsedOnce(written, earlier !== undefined), { range: earlier?.range ?? null, docComments });
  last.set(keyword, command);
}

/** HEALTHCHECK (dispatchHealthcheck). */
export function dispatchHealthcheck(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  healthcheck: Healthcheck,
): void {
  noteSingle(conversion, state, command, 'HEALTHCHECK');
  state.image.healthcheck = healthcheck;
  noteContainerVariables(conversion, state, command, healthcheck.test);
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
  if (parsed.kind === 'invalid') throw new Rejection(parsed.message, command.range);
  for (const port of parsed.written) conversion.checks.report(checkExposedPort(port), placeOf(command));
  for (const port of parsed.ports) state.image.ports.add(port);
  conversion.budget.spend(5 * parsed.ports.length, command.range);
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
    if (volume === '') throw new Rejection('A volume has no path.', command.range);
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
  if (!isSignal(signal)) throw new Rejection(`"${signal}" is no signal.`, command.range, 'Write SIGTERM, for example.');
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
