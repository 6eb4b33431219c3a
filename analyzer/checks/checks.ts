import type { AnyCheck } from './check.ts';
import { baseImageInSeveralVersions } from './rules/base-image-in-several-versions.ts';
import { broadCopyAboveInstall } from './rules/broad-copy-above-install.ts';
import { buildsInCircle } from './rules/builds-in-circle.ts';
import { changingArgumentAboveSteps } from './rules/changing-argument-above-steps.ts';
import { copyTakesBuildFiles } from './rules/copy-takes-build-files.ts';
import { copyWithoutLink } from './rules/copy-without-link.ts';
import { entrypointDropsCommand } from './rules/entrypoint-drops-command.ts';
import { entrypointIgnoresCommand } from './rules/entrypoint-ignores-command.ts';
import { generatedFilesInContext } from './rules/generated-files-in-context.ts';
import { ignoreLineWithoutEffect } from './rules/ignore-line-without-effect.ts';
import { installWithoutCacheMount } from './rules/install-without-cache-mount.ts';
import { largeContext } from './rules/large-context.ts';
import { linkIgnored } from './rules/link-ignored.ts';
import { missingIgnoreFile } from './rules/missing-ignore-file.ts';
import { missingSource } from './rules/missing-source.ts';
import { movingBaseTag } from './rules/moving-base-tag.ts';
import { noCommand } from './rules/no-command.ts';
import { packageListsLeft } from './rules/package-lists-left.ts';
import { remoteAddWithoutChecksum } from './rules/remote-add-without-checksum.ts';
import { repeatedSteps } from './rules/repeated-steps.ts';
import { secretFileInContext } from './rules/secret-file-in-context.ts';
import { signalsStopAtShell } from './rules/signals-stop-at-shell.ts';
import { unusedArgument } from './rules/unused-argument.ts';
import { unusedContextFiles } from './rules/unused-context-files.ts';
import { unusedStage } from './rules/unused-stage.ts';
import { variableOrderSplitsLayers } from './rules/variable-order-splits-layers.ts';

/** Layerfall's own checks by rule. BuildKit's keep their names and stand in `analyzer/plan/build-checks/`. */
export const checks: ReadonlyMap<string, AnyCheck> = new Map(
  [
    baseImageInSeveralVersions,
    broadCopyAboveInstall,
    buildsInCircle,
    changingArgumentAboveSteps,
    copyTakesBuildFiles,
    copyWithoutLink,
    entrypointDropsCommand,
    entrypointIgnoresCommand,
    generatedFilesInContext,
    ignoreLineWithoutEffect,
    installWithoutCacheMount,
    largeContext,
    linkIgnored,
    missingIgnoreFile,
    missingSource,
    movingBaseTag,
    noCommand,
    packageListsLeft,
    remoteAddWithoutChecksum,
    repeatedSteps,
    secretFileInContext,
    signalsStopAtShell,
    unusedArgument,
    unusedContextFiles,
    unusedStage,
    variableOrderSplitsLayers,
  ].map((check: AnyCheck) => [check.rule, check]),
);
