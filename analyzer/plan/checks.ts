import {
  checkOptionsOf,
  defaultCheckOptions,
  isCheckOn,
  withInlineChecks,
  type CheckOptions,
} from '../dockerfile/check-options.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { isFlaw } from '../dockerfile/flaw.ts';
import type { Warning } from '../dockerfile/problem.ts';
import type { Range } from '../dockerfile/range.ts';
import type { Finding, PlacedFinding } from './build-checks/finding.ts';

/** Collects the build checks that fire while a Dockerfile is converted (frontend/dockerfile/linter/linter.go). */
export interface Checks {
  /** A finding of the whole file: comments above an instruction do not switch it off. */
  readonly reportAll: (findings: readonly PlacedFinding[]) => void;
  /** Findings at an instruction with its doc comments, which may switch them off. */
  readonly report: (
    finding: Finding | readonly Finding[] | null,
    place: { readonly range: Range | null; readonly docComments: readonly string[] },
  ) => void;
  /** What fired and is on, the checks of parsing first, in the order in which BuildKit reports them. */
  readonly warnings: () => readonly Warning[];
  /** The rules that fired where the file wants findings to fail the build; null where it does not, or none did. */
  readonly violated: () => readonly string[] | null;
}

/** Starts from the checks that fired while parsing. `override` is the build argument BUILDKIT_DOCKERFILE_CHECK. */
export function createChecks(dockerfile: Dockerfile, override: string | undefined): Checks {
  const parsed = checkOptionsOf(dockerfile.directives, override);
  const options = isFlaw(parsed) ? defaultCheckOptions : parsed;
  const warnings: Warning[] = [...dockerfile.warnings];
  const add = (finding: Finding, range: Range | null, active: CheckOptions): void => {
    if (range !== null && isCheckOn(active, finding.rule)) {
      warnings.push({ rule: finding.rule, message: finding.message, range });
    }
  };
  return {
    reportAll: (findings) => {
      for (const finding of findings) add(finding, finding.range, options);
    },
    report: (finding, { range, docComments }) => {
      if (finding === null) return;
      const findings = isList(finding) ? finding : [finding];
      if (findings.length === 0) return;
      const active = withInlineChecks(options, docComments);
      for (const each of findings) add(each, range, active);
    },
    warnings: () => warnings,
    violated: () => {
      if (!options.isError || warnings.length === 0) return null;
      return [...new Set(warnings.map((warning) => warning.rule))].toSorted();
    },
  };
}

function isList(finding: Finding | readonly Finding[]): finding is readonly Finding[] {
  return Array.isArray(finding);
}
