import type { FromInstruction, Instruction } from '../dockerfile/instruction.ts';
import type { Platform } from '../dockerfile/platform.ts';
import type { Range } from '../dockerfile/range.ts';
import type { FileSystem } from './draft.ts';
import { emptyEnvironment, type Environment, type EnvSnapshot } from './environment.ts';
import { emptyImage, type ImageState } from './image-state.ts';
import type { NamedContext } from './named-context.ts';
import { noOrigin, type Origin } from './origin.ts';

/** A value and what shaped it. */
export interface Traced<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** An instruction as one stage runs it; a trigger of ONBUILD runs in a stage that did not write it. */
export interface StageCommand {
  readonly instruction: Instruction;
  /** Index in `Dockerfile.instructions` that it is reported under. */
  readonly index: number;
  readonly isOnbuild: boolean;
  /** Where findings and rejections go: its own place, or the FROM whose base triggered it. */
  readonly range: Range | null;
  /** `COPY --from`: one; RUN: one for each mount, whether it reads it or not; others: none. */
  readonly sources: readonly StageState[];
}

/** Where findings at an instruction go, and the comments that may switch them off. */
export function placeOf({
  range,
  instruction,
}: StageCommand): Pick<Instruction, 'docComments'> & Pick<StageCommand, 'range'> {
  return { range, docComments: instruction.docComments };
}

/** An ARG that a stage declared, with its value at that moment; null for none. */
export interface DeclaredArg {
  readonly name: string;
  readonly value: string | null;
}

/**
 * A stage while it is being converted (dockerfile2llb/convert.go, dispatchState).
 *
 * `COPY --from=IMAGE` and every RUN mount add states of their own, without a FROM, to the same list: BuildKit counts
 * them when it looks at `--from=N` and when it decides whether step labels need a stage name.
 */
export interface StageState {
  /** Index of the stage; null for a state that no FROM wrote. */
  readonly stage: number | null;
  readonly from: FromInstruction | null;
  /** The instruction that errors and vertices of the base go to. */
  readonly instruction: number;
  readonly name: string;
  /** What labels say; cleared when there is only one state. */
  displayName: string;
  baseName: string;
  readonly baseOrigin: Origin;
  platform: Platform | null;
  readonly platformOrigin: Origin;
  base: StageState | null;
  namedContext: NamedContext | null;
  /** The named context that stands in for its base image. */
  namedBase: NamedContext | null;
  commands: StageCommand[];
  /** The states that its commands name. */
  readonly dependencies: Set<StageState>;
  isDispatched: boolean;
  isResolved: boolean;
  areTriggersRead: boolean;
  isNoCache: boolean;
  /** Steps for the labels: how many there are, and how many are labelled so far. */
  total: number;
  position: number;
  fileSystem: FileSystem;
  env: Environment;
  workdir: Traced<string>;
  user: Traced<string>;
  shellOrigin: Origin;
  image: ImageState;
  buildArgs: DeclaredArg[];
  /** Their names. */
  declaredArgs: Set<string>;
  /** The arguments that history shows, kept while nothing changes them. */
  historyArgs: { readonly env: EnvSnapshot; readonly count: number; readonly text: string } | null;
  /** What is read from it when it is a context; shared with the stages that start from it. */
  paths: Set<string>;
  isWorkdirSet: boolean;
  /** CMD, ENTRYPOINT and HEALTHCHECK of this stage itself that came by last. */
  readonly last: Map<'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK', StageCommand>;
}

/** The parts of a state that are known when it is made. */
export interface StateSeed {
  readonly stage: number | null;
  readonly from: FromInstruction | null;
  readonly instruction: number;
  readonly name: string;
  readonly baseName: string;
  readonly baseOrigin: Origin;
  readonly platform: Platform | null;
  readonly platformOrigin: Origin;
}

/** A state in which nothing has run yet. */
export function newState(seed: StateSeed): StageState {
  return {
    stage: seed.stage,
    from: seed.from,
    instruction: seed.instruction,
    name: seed.name,
    baseName: seed.baseName,
    baseOrigin: seed.baseOrigin,
    platform: seed.platform,
    platformOrigin: seed.platformOrigin,
    displayName: seed.name,
    base: null,
    namedContext: null,
    namedBase: null,
    commands: [],
    dependencies: new Set(),
    isDispatched: false,
    isResolved: false,
    areTriggersRead: false,
    isNoCache: false,
    total: 0,
    position: 0,
    fileSystem: null,
    env: emptyEnvironment(),
    workdir: { value: '/', origin: noOrigin },
    user: { value: '', origin: noOrigin },
    shellOrigin: noOrigin,
    image: emptyImage(),
    buildArgs: [],
    declaredArgs: new Set(),
    historyArgs: null,
    paths: new Set(),
    isWorkdirSet: false,
    last: new Map(),
  };
}

/** The state that `COPY --from=IMAGE` or a mount brings in, unless a stage has that name. */
export function implicitState(baseName: string, instruction: number): StageState {
  return newState({
    stage: null,
    from: null,
    instruction,
    name: '',
    baseName,
    baseOrigin: noOrigin,
    platform: null,
    platformOrigin: noOrigin,
  });
}

/** All states in order: stages first, in order of the file, then the implicit ones as commands name them. */
export interface StageStates {
  readonly all: StageState[];
  readonly byName: Map<string, StageState>;
  /** Stands in the list once for every mount that reads nothing: one object for all of them. */
  readonly scratch: StageState;
}

/** No states yet. */
export function noStates(): StageStates {
  return { all: [], byName: new Map(), scratch: implicitState('scratch', 0) };
}

/**
 * Adds a state; its base is the last earlier stage with exactly that name (dockerfile2llb/convert.go, addState).
 *
 * Names are stored in lower case and looked up as written: `FROM Base` never finds `AS Base`.
 */
export function addState(states: StageStates, state: StageState): void {
  states.all.push(state);
  state.base = states.byName.get(state.baseName) ?? null;
  if (state.name !== '') states.byName.set(state.name.toLowerCase(), state);
}

/** The last stage of that name in any case; what `COPY --from`, a mount and `--target` mean by a name. */
export function findByName(states: StageStates, name: string): StageState | null {
  return states.byName.get(name.toLowerCase()) ?? null;
}

/** What else a user may have meant by the name of a stage. */
export function stageNames(states: StageStates): readonly string[] {
  return states.all.map((state) => state.displayName).filter((name) => name !== '');
}
