/** A rule of BuildKit's or Layerfall's that another tool has, too: whoever accepts one accepts the other. */
interface EquivalentRule {
  readonly rule: string;
  /** Keyword of the instructions in which the two mean the same; empty: all. */
  readonly keyword: string;
}

/**
 * hadolint's rules that say the same as one of BuildKit's at the same place (https://github.com/hadolint/hadolint, "Rules").
 * Those that only come near, such as DL3020 (ADD for files) or DL3006 (no tag at all), are not here.
 */
const hadolintRules: ReadonlyMap<string, EquivalentRule> = new Map([
  ['DL3000', { rule: 'WorkdirRelativePath', keyword: '' }],
  ['DL3012', { rule: 'MultipleInstructionsDisallowed', keyword: 'HEALTHCHECK' }],
  ['DL3024', { rule: 'DuplicateStageName', keyword: '' }],
  ['DL3025', { rule: 'JSONArgsRecommended', keyword: '' }],
  ['DL3029', { rule: 'FromPlatformFlagConstDisallowed', keyword: '' }],
  ['DL4000', { rule: 'MaintainerDeprecated', keyword: '' }],
  ['DL4003', { rule: 'MultipleInstructionsDisallowed', keyword: 'CMD' }],
  ['DL4004', { rule: 'MultipleInstructionsDisallowed', keyword: 'ENTRYPOINT' }],
]);

/** Whether a rule of hadolint's is the same as a rule of BuildKit's, at a line of a Dockerfile. */
export function isHadolintRule(hadolint: string, rule: string, line: string): boolean {
  const same = hadolintRules.get(hadolint);
  return same?.rule === rule && line.trimStart().toUpperCase().startsWith(same.keyword);
}
