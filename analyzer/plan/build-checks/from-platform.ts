import { parsePlatform } from '../../dockerfile/platform.ts';
import type { Finding } from './finding.ts';

/** The `--platform` of a FROM, as written and with its variables replaced. */
export interface ExpandedPlatform {
  readonly written: string;
  readonly text: string;
  readonly matched: ReadonlySet<string>;
  readonly unmatched: ReadonlySet<string>;
}

/** RedundantTargetPlatform (dockerfile2llb/validations.go, reportRedundantTargetPlatform). */
export function checkRedundantPlatform(platform: ExpandedPlatform, targetPlatform: string | undefined): Finding | null {
  const { written, text, matched, unmatched } = platform;
  if (matched.size !== 1 || unmatched.size !== 0 || !matched.has('TARGETPLATFORM')) return null;
  if (text !== (targetPlatform ?? '')) return null;
  const message = `Setting platform to predefined ${written} in FROM is redundant as this is the default behavior`;
  return { rule: 'RedundantTargetPlatform', message };
}

/**
 * FromPlatformFlagConstDisallowed, unless the stage is named after its system or architecture (the same file,
 * reportConstPlatformDisallowed).
 */
export function checkConstantPlatform(platform: ExpandedPlatform, stageName: string): Finding | null {
  const { text, matched, unmatched } = platform;
  if (matched.size > 0 || unmatched.size > 0) return null;
  const parsed = parsePlatform(text);
  if (parsed === null || stageName.includes(parsed.os) || stageName.includes(parsed.architecture)) return null;
  const message = `FROM --platform flag should not use constant value "${text}"`;
  return { rule: 'FromPlatformFlagConstDisallowed', message };
}
