import type { Instruction } from '../dockerfile/instruction.ts';
import { joinPath } from '../plan/system-path.ts';
import { argTexts, expandedPairs, expandIn, type ChainScope } from './chain-scope.ts';

/** Where an instruction stands, for its label. */
export interface ChainPlace {
  readonly original: string;
  /** Over all stages that the target needs or that are built anyway, FROM and global ARG included, from 1. */
  readonly step: number;
  readonly steps: number;
  /** The same within the stage. */
  readonly stageStep: number;
  readonly stageSteps: number;
  /** From 1, of those up to the target. */
  readonly stage: number;
  readonly stages: number;
  /** Run for a base image's ONBUILD. */
  readonly isTrigger: boolean;
}

/**
 * How a builder differs that goes line by line: every instruction is a step of a chain, and what misses drags along all
 * that follows in its stage.
 */
export interface ChainTable {
  /** Stages that the target does not need are built too. */
  readonly buildsUnused: boolean;
  /** The predefined platform arguments have a value where they are declared. */
  readonly knowsPlatformArgs: boolean;
  /** ARGs before the first FROM are steps, evaluated every time and never loaded. */
  readonly hasGlobalSteps: boolean;
  /** Names under which copied files enter the key: their whole path, or where they go. */
  readonly fileNames: 'destination' | 'source';
  /** A symlink in a copied folder enters the key by what it leads to, though it is copied as it is. */
  readonly followsLinks: boolean;
  /** A step that is equal to an earlier one of the same build is loaded: what that one made is an image by then. */
  readonly findsOwnSteps: boolean;
  /** What an instruction's own part of the key is, in texts; the scope is that before it. */
  readonly texts: (instruction: Instruction, scope: ChainScope) => readonly string[];
  readonly label: (place: ChainPlace) => string;
  /** How `--label key=value` stands in the LABEL that it becomes. */
  readonly labelPair: (key: string, value: string) => string;
}

const json = (value: unknown): string => JSON.stringify(value);

/**
 * The classic builder of Docker Engine (moby, builder/dockerfile/dispatchers.go): a step is found when an image made from
 * the same parent has the same comment; expanded texts, and for RUN all declared arguments that no ENV hides.
 */
const classic: ChainTable = {
  buildsUnused: true,
  knowsPlatformArgs: false,
  hasGlobalSteps: true,
  fileNames: 'source',
  followsLinks: true,
  findsOwnSteps: true,
  texts: classicTexts,
  label: ({ step, steps, original, isTrigger }) => (isTrigger ? '' : `Step ${step}/${steps} : ${original.trimEnd()}`),
  labelPair: (key, value) => `${key}=${value}`,
};

function classicTexts(instruction: Instruction, scope: ChainScope): readonly string[] {
  const { keyword } = instruction;
  const word = (text: string): string => expandIn(scope, text);
  switch (instruction.keyword) {
    case 'RUN': {
      const { form, args } = instruction.command;
      const command = form === 'exec' ? args : [...scope.settings.shell, ...args];
      return [keyword, json(command), ...argTexts(scope, 'left-out')];
    }
    case 'COPY':
    case 'ADD':
      return [keyword, word(instruction.dest), word(instruction.chown), word(instruction.chmod)];
    case 'ENV':
      return [keyword, ...expandedPairs(scope, instruction).map(([key, value]) => `${key}=${value}`)];
    case 'LABEL':
      return [keyword, ...instruction.labels.map(({ key, value }) => `${word(key)}=${word(value ?? '')}`)];
    case 'ARG':
      return [keyword, ...instruction.args.map(({ key, value }) => (value === null ? key : `${key}=${word(value)}`))];
    case 'WORKDIR':
      return [keyword, joinPath('/', scope.settings.workdir, word(instruction.text))];
    case 'USER':
    case 'STOPSIGNAL':
      return [keyword, word(instruction.text)];
    case 'MAINTAINER':
      return [keyword, instruction.text];
    case 'EXPOSE':
      return [keyword, ...instruction.words.map(word).toSorted()];
    case 'VOLUME':
      return [keyword, ...instruction.words.map(word)];
    case 'CMD':
    case 'ENTRYPOINT': {
      const { form, args } = instruction.command;
      return [keyword, json(form === 'exec' ? args : [...scope.settings.shell, ...args])];
    }
    case 'SHELL':
      return [keyword, json(instruction.shell)];
    case 'HEALTHCHECK':
      return [keyword, json(instruction.healthcheck)];
    case 'ONBUILD':
      return [keyword, instruction.trigger];
    case 'FROM':
      return [keyword];
  }
}

/**
 * Buildah and Podman with `--layers` (buildah, imagebuildah/stage_executor.go, getCreatedBy): the history entry of the
 * instruction, most of it as written; for RUN the declared arguments, for ARG only their names; of mounts only the text.
 */
const buildah: ChainTable = {
  buildsUnused: false,
  knowsPlatformArgs: true,
  hasGlobalSteps: false,
  fileNames: 'destination',
  followsLinks: false,
  findsOwnSteps: true,
  texts: buildahTexts,
  label: ({ stage, stages, stageStep, stageSteps, original }) =>
    `${stages > 1 ? `[${stage}/${stages}] ` : ''}STEP ${stageStep}/${stageSteps}: ${original}`,
  labelPair: (key, value) => `"${key}"="${value}"`,
};

function buildahTexts(instruction: Instruction, scope: ChainScope): readonly string[] {
  switch (instruction.keyword) {
    case 'RUN':
      return ['RUN', instruction.original.slice(4), ...bodies(instruction), ...argTexts(scope, 'value')];
    case 'ARG': {
      const names = new Map(scope.args);
      for (const { key, value } of instruction.args) {
        names.set(key, scope.buildArgs.get(key) ?? value ?? scope.globals.get(key) ?? null);
      }
      return [
        'ARG',
        ...[...names]
          .filter(([, value]) => value !== null)
          .map(([name]) => name)
          .toSorted(),
      ];
    }
    case 'COPY':
    case 'ADD':
      return [instruction.keyword, instruction.dest, instruction.chown, instruction.chmod, ...bodies(instruction)];
    default:
      return [instruction.original];
  }
}

function bodies(instruction: Instruction): readonly string[] {
  return instruction.heredocs.map(({ content }) => content);
}

/**
 * kaniko (pkg/executor/build.go, populateCompositeKey): commands as written, for RUN all arguments and variables, files
 * that a command uses. Only RUN is loaded from the cache; a copy is part of the key of what follows, and is made anew
 * unless `--cache-copy-layers` is on.
 */
const kaniko: ChainTable = {
  buildsUnused: true,
  knowsPlatformArgs: true,
  hasGlobalSteps: false,
  fileNames: 'destination',
  followsLinks: false,
  findsOwnSteps: false,
  texts: (instruction, scope) => {
    const text = [instruction.original, ...bodies(instruction)];
    if (instruction.keyword !== 'RUN') return text;
    const env = [...scope.env].map(([name, value]) => `${name}=${value}`);
    return [...text, ...[...env, ...argTexts(scope, 'left-out')].toSorted()];
  },
  label: ({ original }) => original.trimEnd(),
  labelPair: (key, value) => `${key}=${value}`,
};

/** By the name that `--builder` takes. */
export const chainTables = { classic, buildah, kaniko } as const;
