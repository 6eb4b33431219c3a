import { formatPlatform } from '../dockerfile/platform.ts';
import { parseReference, withDigest, withTag } from '../dockerfile/reference.ts';
import { unknownBaseImage } from './base-image.ts';
import { checkBasePlatform } from './build-checks/base-platform.ts';
import { contextFileSystem } from './context-source.ts';
import { rangeOf, type Conversion } from './conversion.ts';
import { reachableStates } from './dependencies.ts';
import { importImage, scratchImage } from './image-state.ts';
import { stepLabel } from './label.ts';
import { findNamedContext } from './named-context.ts';
import { addTriggers } from './onbuild.ts';
import { Rejection } from './rejection.ts';
import type { StageState } from './stage-state.ts';

/**
 * Gives every state that starts from an image its file system and config, then reads the triggers of the stages that
 * the target needs, until no trigger brings in a stage that was not needed before (dockerfile2llb/convert.go,
 * resolveStages). Answers what the target needs.
 */
export function resolveStages(conversion: Conversion, target: StageState): ReadonlySet<StageState> {
  for (;;) {
    const reachable = reachableStates(target);
    for (const state of conversion.states.all) {
      if (state.base === null && !state.isDispatched && !state.isResolved) {
        resolveBase(conversion, state, reachable.has(state));
      }
    }
    let hasNewDependencies = false;
    // In order of the file, so that the outcome does not depend on how they were reached.
    for (const state of conversion.states.all) {
      if (reachable.has(state) && addTriggers(conversion, state)) hasNewDependencies = true;
    }
    if (!hasNewDependencies) return reachable;
  }
}

/**
 * Resolves the base of one state. BuildKit asks for every base, needed or not, and counts a step for its label each
 * time, but looks into the images of needed stages only.
 */
function resolveBase(conversion: Conversion, state: StageState, isReachable: boolean): void {
  state.isResolved = isReachable;
  const isImplicit = state.stage === null;
  if (state.baseName === 'scratch' && state.namedContext === null) {
    state.fileSystem = null;
    state.image = scratchImage(conversion.targetPlatform.os);
    state.platform = conversion.targetPlatform;
    if (isImplicit) state.isDispatched = true;
    return;
  }
  const reference = parseReference(state.baseName);
  if (reference === null) {
    throw new Rejection(`"${state.baseName}" is no image reference.`, rangeOf(conversion, state.instruction));
  }
  const written = state.baseName;
  state.baseName = withTag(reference);
  if (!isReachable || !takeNamedContext(conversion, state)) resolveImage(conversion, state, written, isReachable);
  if (isImplicit) state.isDispatched = true;
}

/** A named context in place of the stage or of its base; false for none. */
function takeNamedContext(conversion: Conversion, state: StageState): boolean {
  const platform = state.platform ?? conversion.targetPlatform;
  if (state.namedContext !== null) {
    const loaded = contextFileSystem(conversion, state, state.namedContext, platform);
    state.isDispatched = true;
    state.fileSystem = loaded.fileSystem;
    if (loaded.image !== null) {
      state.image = importImage(loaded.image);
      state.platform = platform;
    }
    return true;
  }
  const context = findNamedContext(conversion.options.namedContexts, state.baseName, platform);
  if (context === null) return false;
  state.namedBase = context;
  const loaded = contextFileSystem(conversion, state, context, platform);
  state.fileSystem = loaded.fileSystem;
  state.image = loaded.image === null ? scratchImage(platform.os) : importImage(loaded.image);
  state.platform = platform;
  return true;
}

function resolveImage(conversion: Conversion, state: StageState, written: string, isReachable: boolean): void {
  const platform = state.platform ?? conversion.targetPlatform;
  state.platform = platform;
  const platformName = formatPlatform(platform);
  if (isReachable) {
    const image = conversion.options.baseImage?.(state.baseName, platformName) ?? unknownBaseImage;
    state.image = importImage(image);
    if (state.from !== null && image.platform !== undefined && image.layerCount > 0) {
      conversion.checks.report(checkBasePlatform(written, platform, image.platform), state.from);
    }
    if (image.digest !== '') state.baseName = withDigest(state.baseName, image.digest);
    if (image.layerCount === 0) {
      state.fileSystem = null;
      return;
    }
  }
  const label = stepLabel(state, `FROM ${state.baseName}`, false);
  state.fileSystem = {
    type: 'source',
    label,
    platform: platformName,
    stage: state.stage,
    instruction: state.instruction,
    isNoCache: false,
    origins: [state.baseOrigin, state.platformOrigin],
    identifier: `docker-image://${state.baseName}`,
    attrs: () => ({}),
  };
  if (isReachable) {
    const { stage, instruction, fileSystem } = state;
    conversion.steps.add({ kind: 'FROM', label, stage, instruction, isOnbuild: false, drafts: [fileSystem] });
  }
}
