import type { Range } from './range.ts';

/** The instructions of a Dockerfile, as BuildKit's front end knows them (frontend/dockerfile/command/command.go). */
export type Keyword =
  | 'ADD'
  | 'ARG'
  | 'CMD'
  | 'COPY'
  | 'ENTRYPOINT'
  | 'ENV'
  | 'EXPOSE'
  | 'FROM'
  | 'HEALTHCHECK'
  | 'LABEL'
  | 'MAINTAINER'
  | 'ONBUILD'
  | 'RUN'
  | 'SHELL'
  | 'STOPSIGNAL'
  | 'USER'
  | 'VOLUME'
  | 'WORKDIR';

/** One `KEY=value` of ENV, LABEL or ARG, quotes and variables as written. */
export interface KeyValue {
  readonly key: string;
  /** null: an ARG without a default. */
  readonly value: string | null;
  /** The legacy form `KEY value` (NoDelim in frontend/dockerfile/instructions/commands.go). */
  readonly isLegacy: boolean;
}

/** A here-document: its delimiter is its name (frontend/dockerfile/parser/parser.go, Heredoc). */
export interface Heredoc {
  readonly name: string;
  readonly fileDescriptor: number;
  /** False when any part of the delimiter is quoted. */
  readonly isExpanded: boolean;
  /** `<<-`: leading tabs are stripped. */
  readonly isChomped: boolean;
  /** Raw bytes between the delimiter lines, line endings kept. */
  readonly content: string;
  /** The body and its closing delimiter line. */
  readonly range: Range;
}

export interface InstructionBase {
  /** Its place in `Dockerfile.instructions`: the id by which everything later refers to it. */
  readonly index: number;
  /** The keyword as written, `run` or `Run`. */
  readonly written: string;
  /** The first line to the last, here-documents included. */
  readonly range: Range;
  /** The logical line: continuations joined as BuildKit joins them, flags kept (Node.Original). */
  readonly original: string;
  /** The flags as BuildKit reads them: quotes removed, `--name=value` (Node.Flags). */
  readonly flags: readonly string[];
  /** The comment lines directly above, without `#` (Node.PrevComment). */
  readonly docComments: readonly string[];
  readonly heredocs: readonly Heredoc[];
}

export interface FromInstruction extends InstructionBase {
  readonly keyword: 'FROM';
  readonly base: string;
  /** As BuildKit stores it, lower-case; empty when unnamed. */
  readonly name: string;
  /** As written, for checks and display. */
  readonly writtenName: string;
  /** The word between base and name as written (`AS`, `as`); empty when there is none. */
  readonly writtenAs: string;
  /** The flag's value, variables not expanded; empty when absent. */
  readonly platform: string;
}

export interface ArgInstruction extends InstructionBase {
  readonly keyword: 'ARG';
  readonly args: readonly KeyValue[];
}

export interface EnvInstruction extends InstructionBase {
  readonly keyword: 'ENV';
  readonly env: readonly KeyValue[];
}

export interface LabelInstruction extends InstructionBase {
  readonly keyword: 'LABEL';
  readonly labels: readonly KeyValue[];
}

/** Exec form: one argument each. Shell form: one string, which the SHELL gets as its last argument. */
export interface CommandLine {
  readonly form: 'exec' | 'shell';
  readonly args: readonly string[];
}

export interface RunInstruction extends InstructionBase {
  readonly keyword: 'RUN';
  readonly command: CommandLine;
  /** The values of `--mount` in order, as written: they are parsed when the stage is dispatched. */
  readonly mounts: readonly string[];
  readonly network: 'default' | 'none' | 'host';
  readonly security: 'sandbox' | 'insecure';
  readonly devices: readonly string[];
}

/** A file whose content stands in the Dockerfile (SourceContent in frontend/dockerfile/instructions/commands.go). */
export interface InlineFile {
  /** Its name in the destination: the here-document's delimiter. */
  readonly path: string;
  /** Leading tabs already stripped where `<<-` asks for it; variables not expanded. */
  readonly data: string;
  readonly isExpanded: boolean;
}

export interface TransferInstruction extends InstructionBase {
  /** Paths, URLs as written, variables not expanded; sources that are here-documents are in `inlineFiles`. */
  readonly sources: readonly string[];
  /** The here-documents among the sources, in order: one source each, whatever `heredocs` holds. */
  readonly inlineFiles: readonly InlineFile[];
  readonly dest: string;
  readonly chown: string;
  readonly chmod: string;
  readonly isLink: boolean;
  readonly exclude: readonly string[];
}

export interface CopyInstruction extends TransferInstruction {
  readonly keyword: 'COPY';
  readonly from: string;
  readonly isParents: boolean;
}

export interface AddInstruction extends TransferInstruction {
  readonly keyword: 'ADD';
  readonly checksum: string;
  /** null: the flag is absent. */
  readonly keepGitDir: boolean | null;
  readonly unpack: boolean | null;
}

export interface CommandInstruction extends InstructionBase {
  readonly keyword: 'CMD' | 'ENTRYPOINT';
  readonly command: CommandLine;
}

export interface ShellInstruction extends InstructionBase {
  readonly keyword: 'SHELL';
  readonly shell: readonly string[];
}

/** Durations in nanoseconds; 0 means inherited (github.com/moby/docker-image-spec, HealthcheckConfig). */
export interface Healthcheck {
  /** `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", "…"]`. */
  readonly test: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}

export interface HealthcheckInstruction extends InstructionBase {
  readonly keyword: 'HEALTHCHECK';
  readonly healthcheck: Healthcheck;
}

/** Instructions that carry a list of words: ports of EXPOSE, paths of VOLUME. */
export interface WordsInstruction extends InstructionBase {
  readonly keyword: 'EXPOSE' | 'VOLUME';
  readonly words: readonly string[];
}

/** Instructions that carry the rest of the line as one string. */
export interface TextInstruction extends InstructionBase {
  readonly keyword: 'MAINTAINER' | 'STOPSIGNAL' | 'USER' | 'WORKDIR';
  readonly text: string;
}

export interface OnbuildInstruction extends InstructionBase {
  readonly keyword: 'ONBUILD';
  /** The trigger as written, parsed only when a child image triggers it. */
  readonly trigger: string;
}

export type Instruction =
  | AddInstruction
  | ArgInstruction
  | CommandInstruction
  | CopyInstruction
  | EnvInstruction
  | FromInstruction
  | HealthcheckInstruction
  | LabelInstruction
  | OnbuildInstruction
  | RunInstruction
  | ShellInstruction
  | TextInstruction
  | WordsInstruction;
