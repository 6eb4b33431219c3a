import { readDirective } from './directives.ts';
import type { Directive } from './dockerfile.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { parseBool } from './go-number.ts';
import { trimSpace } from './go-text.ts';

/** Which build checks run, and whether a finding fails the build (Config in frontend/dockerfile/linter/linter.go). */
export interface CheckOptions {
  readonly isAllSkipped: boolean;
  readonly skipped: ReadonlySet<string>;
  readonly isAllExperimental: boolean;
  readonly experimental: ReadonlySet<string>;
  readonly isError: boolean;
}

export const defaultCheckOptions: CheckOptions = {
  isAllSkipped: false,
  skipped: new Set(),
  isAllExperimental: false,
  experimental: new Set(),
  isError: false,
};

/** The one experimental check: off unless asked for. */
const experimentalRules: ReadonlySet<string> = new Set(['InvalidDefinitionDescription']);

/**
 * Reads `skip=A,B;error=true;experimental=all`, the value of `# check=` or of the build argument BUILDKIT_DOCKERFILE_CHECK
 * (frontend/dockerfile/linter/linter.go, ParseLintOptions). Take the value of a directive up to its first space.
 */
export function parseCheckOptions(value: string): CheckOptions | Flaw {
  const options = { ...defaultCheckOptions, skipped: new Set<string>(), experimental: new Set<string>() };
  const trimmed = trimSpace(value);
  if (trimmed === '') return options;
  for (const part of splitParts(trimmed)) {
    const equals = part.indexOf('=');
    const key = trimSpace(equals === -1 ? part : part.slice(0, equals));
    const given = trimSpace(equals === -1 ? '' : part.slice(equals + 1));
    if (equals === -1 || (key !== 'skip' && key !== 'experimental' && key !== 'error')) {
      return {
        message: `There is no check option "${part}".`,
        hint: 'Write skip=Rule,Rule, error=true or experimental=all, separated by ";" without spaces.',
      };
    }
    if (key === 'error') {
      const isError = parseBool(given);
      if (isError === null) return { message: `The check option error=${given} is neither true nor false.` };
      options.isError = isError;
    } else if (key === 'skip') {
      options.isAllSkipped ||= given === 'all';
      if (given !== 'all') options.skipped = readRules(given);
    } else {
      options.isAllExperimental ||= given === 'all';
      if (given !== 'all') options.experimental = readRules(given);
    }
  }
  return options;
}

/** At most three parts: what follows the second `;` is one of them. */
function splitParts(value: string): string[] {
  const parts = value.split(';');
  return parts.length <= 3 ? parts : [...parts.slice(0, 2), parts.slice(2).join(';')];
}

function readRules(value: string): Set<string> {
  return new Set(value.split(',').map(trimSpace));
}

/** What counts of a `# check=` directive's value: BuildKit cuts it at the first space. */
export function cutCheckValue(value: string): string {
  const space = value.indexOf(' ');
  return space === -1 ? value : value.slice(0, space);
}

/**
 * The options of a file: its `# check=` directive, or what the build argument BUILDKIT_DOCKERFILE_CHECK puts in its place
 * (frontend/dockerfile/dockerfile2llb/convert.go, newRuleLinter).
 */
export function checkOptionsOf(directives: readonly Directive[], override?: string): CheckOptions | Flaw {
  if (override !== undefined) return parseCheckOptions(override);
  const directive = directives.find((each) => each.name === 'check');
  return directive === undefined ? defaultCheckOptions : parseCheckOptions(cutCheckValue(directive.value));
}

/**
 * The options for one instruction: those of the file, and what the first `check=` among its doc comments adds
 * (frontend/dockerfile/linter/linter.go, WithMergedConfigFromComments). `error` does not count there.
 */
export function withInlineChecks(options: CheckOptions, docComments: readonly string[]): CheckOptions {
  for (const comment of docComments) {
    const directive = readDirective(comment);
    if (directive?.name !== 'check') continue;
    const inline = parseCheckOptions(cutCheckValue(directive.value));
    if (isFlaw(inline)) return options;
    return {
      isAllSkipped: options.isAllSkipped || inline.isAllSkipped,
      skipped: new Set([...options.skipped, ...inline.skipped]),
      isAllExperimental: options.isAllExperimental || inline.isAllExperimental,
      experimental: new Set([...options.experimental, ...inline.experimental]),
      isError: options.isError,
    };
  }
  return options;
}

/** Whether a check runs under these options (frontend/dockerfile/linter/linter.go, Linter.Run). */
export function isCheckOn(options: CheckOptions, rule: string): boolean {
  if (experimentalRules.has(rule)) return options.isAllExperimental || options.experimental.has(rule);
  return !options.isAllSkipped && !options.skipped.has(rule);
}
