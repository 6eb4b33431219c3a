/**
 * What to do about each of BuildKit's build checks (frontend/dockerfile/linter/ruleset.go); their messages say what is wrong.
 */
const advice: ReadonlyMap<string, string> = new Map([
  ['ConsistentInstructionCasing', 'Write all instructions in capitals, or all in small letters.'],
  ['CopyIgnoredFile', 'Take the pattern out of the ignore file, or the source out of the instruction.'],
  [
    'DuplicateStageName',
    'Give each stage a name of its own: instructions that name it may mean another one than you think.',
  ],
  [
    'ExposeInvalidFormat',
    'Name only the port of the container: an address or a port of the host is up to docker run -p.',
  ],
  ['ExposeProtoCasing', 'Write the protocol in small letters.'],
  ['FromAsCasing', 'Write FROM and AS both in capitals, or both in small letters.'],
  ['FromPlatformFlagConstDisallowed', 'Use --platform=$BUILDPLATFORM, or no --platform and let the caller choose.'],
  ['InvalidBaseImagePlatform', 'Choose a platform that the base image is made for.'],
  ['InvalidDefaultArgInFrom', 'Give ARG a default with which the name of the image is complete.'],
  [
    'InvalidDefinitionDescription',
    'Begin the comment with the name of what it describes, or put a line with a single # between the two.',
  ],
  [
    'JSONArgsRecommended',
    'Write ["program", "argument"]: then the program gets signals itself, and not a shell around it.',
  ],
  ['LegacyKeyValueFormat', 'Write name=value, with quotes where the value has spaces.'],
  ['MaintainerDeprecated', 'Write LABEL org.opencontainers.image.authors="…" instead.'],
  ['MultipleInstructionsDisallowed', 'Keep one in each stage: only the last one counts.'],
  ['NoEmptyContinuation', 'Take the empty line out, or put a # at its start.'],
  ['RedundantTargetPlatform', 'Leave --platform=$TARGETPLATFORM out: that is what happens anyway.'],
  ['ReservedStageName', 'Choose another name: this one has a meaning of its own.'],
  [
    'SecretsUsedInArgOrEnv',
    'Hand it in with RUN --mount=type=secret: what ARG and ENV hold can be read in the image’s history or config.',
  ],
  ['StageNameCasing', 'Write the name of the stage in small letters.'],
  ['UndefinedArgInFrom', 'Declare it with ARG before the first FROM.'],
  ['UndefinedVar', 'Declare it with ARG or ENV above, in this stage.'],
  ['WorkdirRelativePath', 'Write a path that starts with a slash: what this one means depends on the base image.'],
]);

/** Names of all build checks. */
export const buildCheckRules: readonly string[] = [...advice.keys()];

/** What to do about a build check that fired; empty for a rule that is not known. */
export function buildCheckAdvice(rule: string): string {
  return advice.get(rule) ?? '';
}

/** The page of BuildKit's documentation about one of its rules; empty where there is none. */
export function buildCheckPage(rule: string): string {
  // Known and not documented.
  if (!advice.has(rule) || rule === 'InvalidBaseImagePlatform') return '';
  const name = rule.replace(/([a-z])([A-Z])|([A-Z]+)([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();
  return `https://docs.docker.com/go/dockerfile/rule/${name}/`;
}
