import { trimSpace } from '../dockerfile/go-text.ts';
import type { AddInstruction, CopyInstruction } from '../dockerfile/instruction.ts';
import { checkIgnoredSource } from './build-checks/ignored-source.ts';
import { commandWords, type CommandWords } from './command-words.ts';
import type { Conversion } from './conversion.ts';
import { gitAction, httpAction, inlineAction, localAction, type CopyTerms } from './copy-actions.ts';
import { parseChmod } from './copy-mode.ts';
import type { Draft, DraftAction, DraftFile, FileSystem } from './draft.ts';
import { labelText } from './expansion.ts';
import { parseGitReference } from './git-reference.ts';
import { commit } from './history.ts';
import { sameStepLabel, stepLabel, upperCaseKeyword } from './label.ts';
import { makeOrigin, type Origin } from './origin.ts';
import { Rejection } from './rejection.ts';
import { placeOf, type StageCommand, type StageState } from './stage-state.ts';
import { actionPath, destinationPath, joinPath, toSlash } from './system-path.ts';

type Transfer = AddInstruction | CopyInstruction;

/** The words of COPY or ADD after expansion. */
interface TransferWords {
  readonly sources: readonly string[];
  readonly dest: string;
  readonly chown: string;
  readonly chmod: string;
  readonly checksum: string;
  readonly inlineFiles: readonly { readonly path: string; readonly data: string }[];
}

/**
 * COPY and ADD: one file operation with an action for each source; a linked one is made on an empty file system and
 * merged (dockerfile2llb/convert_copy.go, dispatchCopy). Throws `Rejection` and `PathFlaw`.
 */
export function dispatchCopy(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  instruction: Transfer,
): void {
  const words = commandWords(conversion, state, command);
  const transfer = expandTransfer(words, instruction);
  const source = transferSource(conversion, state, command);
  const os = state.platform?.os ?? '';
  const dest = destinationPath(state.workdir.value, transfer.dest, os);
  const mode = parseChmod(transfer.chmod);
  const range = command.range;
  if (mode === null) {
    throw new Rejection(`"${transfer.chmod}" is no file mode.`, range, 'Write --chmod=755 or --chmod=u=rwX,go=rX.');
  }
  const isDestRelative = !toSlash(transfer.dest, os).startsWith('/');
  const origins: readonly Origin[] = [
    makeOrigin(command.index, null, isDestRelative ? [words.origin(), state.workdir.origin] : [words.origin()]),
  ];
  const text = upperCaseKeyword(labelText(conversion, trimSpace(instruction.original), state.env));
  const label = stepLabel(state, text, command.isOnbuild);
  conversion.budget.spendText(label, command.range);
  const terms: CopyTerms = {
    conversion,
    state,
    command,
    label,
    origins,
    dest: actionPath(state.workdir.value, dest, true),
    owner: transfer.chown,
    mode: mode.bits,
    modeStr: mode.symbolic,
    exclude: instruction.exclude,
    os,
  };
  const actions = transferActions(terms, instruction, transfer, source);
  const isLinked = instruction.isLink && transfer.chmod === '';
  const below = state.fileSystem;
  const file: DraftFile = {
    type: 'file',
    label,
    platform: null,
    stage: state.stage,
    instruction: command.index,
    isNoCache: state.isNoCache,
    origins,
    base: isLinked ? null : below,
    actions,
  };
  const made: Draft[] = [file];
  if (isLinked && below !== null) {
    const linkLabel = sameStepLabel(state, `LINK ${text}`, command.isOnbuild);
    const { platform, stage, instruction: index, isNoCache } = file;
    const bases = [below, file];
    made.push({ type: 'merge', label: linkLabel, platform, stage, instruction: index, isNoCache, origins, bases });
  }
  state.fileSystem = made.at(-1) ?? null;
  const owned = actions.map((action) => action.source).filter((each) => each !== null && each.label === label);
  const inline = actions.map((action) => action.source).filter((each) => each?.type === 'file' && each !== source);
  conversion.steps.add({
    kind: instruction.keyword,
    label,
    stage: state.stage,
    instruction: command.index,
    isOnbuild: command.isOnbuild,
    drafts: [...owned, ...inline, ...made].filter((draft) => draft !== null),
  });
  notePaths(conversion, command, instruction, transfer.sources);
  commit(state, command, historyText(instruction, transfer), 'step');
}

function expandTransfer(words: CommandWords, instruction: Transfer): TransferWords {
  const chown = words.word(instruction.chown);
  const chmod = words.word(instruction.chmod);
  const checksum = instruction.keyword === 'ADD' ? words.word(instruction.checksum) : '';
  const sources = words.words(instruction.sources);
  const dest = words.word(instruction.dest);
  const inlineFiles = instruction.inlineFiles.map(({ path, data, isExpanded }) => ({
    path,
    data: isExpanded ? words.raw(data) : data,
  }));
  return { sources, dest, chown, chmod, checksum, inlineFiles };
}

/** The build context, or what `--from` names; it has to be finished. */
function transferSource(conversion: Conversion, state: StageState, command: StageCommand): FileSystem {
  const [source] = command.sources;
  if (source === undefined) return conversion.context;
  if (source.isDispatched) return source.fileSystem;
  const name = state.displayName === '' ? '' : ` "${state.displayName}"`;
  throw new Rejection(
    `Stage "${source.displayName}" is copied from before it is built: it stands after stage${name}.`,
    command.range,
    'Move it up.',
  );
}

function transferActions(
  terms: CopyTerms,
  instruction: Transfer,
  transfer: TransferWords,
  source: FileSystem,
): readonly DraftAction[] {
  const { conversion, command } = terms;
  const range = command.range;
  const add = instruction.keyword === 'ADD' ? instruction : null;
  if (transfer.checksum !== '') rejectChecksum(terms, transfer);
  let { checksum } = transfer;
  let keepGitDir = add?.keepGitDir ?? null;
  const actions: DraftAction[] = [];
  for (const text of transfer.sources) {
    const git = parseGitReference(text);
    if (git.kind === 'invalid') throw new Rejection(`The Git address "${text}" is wrong: ${git.message}.`, range);
    const isRemote = git.kind === 'git' || isHttp(text);
    if (isRemote && add === null) {
      throw new Rejection(`COPY does not take the address "${text}".`, range, 'Use ADD.');
    }
    if (git.kind === 'git') {
      const { reference } = git;
      if (keepGitDir !== null && reference.keepGitDir !== null && keepGitDir !== reference.keepGitDir) {
        throw new Rejection('--keep-git-dir and the address contradict each other.', range);
      }
      keepGitDir = reference.keepGitDir ?? keepGitDir;
      if (checksum !== '' && reference.checksum !== '' && checksum !== reference.checksum) {
        throw new Rejection('--checksum and the address contradict each other.', range);
      }
      if (reference.checksum !== '') checksum = reference.checksum;
      actions.push(gitAction(terms, reference, keepGitDir === true, checksum));
    } else if (isHttp(text)) {
      actions.push(httpAction(terms, text, checksum, add?.unpack === true));
    } else {
      if (command.sources.length === 0 && conversion.ignore !== null) {
        conversion.checks.report(checkIgnoredSource(instruction.keyword, text, conversion.ignore), placeOf(command));
      }
      const isParents = instruction.keyword === 'COPY' && instruction.isParents;
      actions.push(localAction(terms, text, source, isParents, add !== null && add.unpack !== false));
    }
  }
  for (const file of transfer.inlineFiles) actions.push(inlineAction(terms, file.path, file.data));
  return actions;
}

function isHttp(text: string): boolean {
  return text.startsWith('http://') || text.startsWith('https://');
}

function rejectChecksum({ command }: CopyTerms, { sources }: TransferWords): void {
  const range = command.range;
  const [only] = sources;
  if (sources.length !== 1 || only === undefined) throw new Rejection('--checksum takes a single source.', range);
  if (!isHttp(only) && parseGitReference(only).kind !== 'git') {
    throw new Rejection('--checksum takes a web address or a Git repository.', range);
  }
}

/** What is read from the context or from a stage: it narrows what is transferred. */
function notePaths(
  conversion: Conversion,
  command: StageCommand,
  instruction: Transfer,
  sources: readonly string[],
): void {
  const [source] = command.sources;
  const paths = source === undefined ? conversion.contextPaths : source.paths;
  for (const text of sources) {
    if (instruction.keyword === 'COPY' || !isHttp(text)) paths.add(joinPath('/', text));
  }
}

function historyText(instruction: Transfer, { sources, dest, chown, chmod, inlineFiles }: TransferWords): string {
  const words: string[] = [instruction.keyword];
  if (instruction.keyword === 'COPY' && instruction.isParents) words.push('--parents');
  if (chown !== '') words.push(`--chown=${chown}`);
  if (chmod !== '') words.push(`--chmod=${chmod}`);
  words.push(...sources, ...inlineFiles.map((file) => `<<${file.path}`), dest);
  return words.join(' ');
}
