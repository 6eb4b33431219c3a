import type { Check } from './check.ts';
import { broadCopyAboveInstall } from './rules/broad-copy-above-install.ts';
import { remoteAddWithoutChecksum } from './rules/remote-add-without-checksum.ts';

/** Layerfall's own checks by rule. BuildKit's keep their names and stand in `analyzer/plan/build-checks/`. */
export const checks: ReadonlyMap<string, Check> = new Map(
  [broadCopyAboveInstall, remoteAddWithoutChecksum].map((check) => [check.rule, check]),
);
