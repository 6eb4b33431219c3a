/** A rule of BuildKit's or Layerfall's that hadolint has, too: whoever accepts one accepts the other. */
interface EquivalentRule {
  readonly rule: string;
  /** Instructions in which the two mean the same, by their first line; absent: all. */
  readonly line?: RegExp;
  /** What the finding speaks of where the two mean the same; absent: anything. */
  readonly about?: string;
}

const image = /^\s*FROM\s+(?:--\S+\s+)*(?:[^\s/]+\/)*[^\s/:@]+(?:\s|$)/i;

/**
 * hadolint's rules that say the same as one of BuildKit's or Layerfall's at the same place
 * (https://github.com/hadolint/hadolint, "Rules"). Those that only come near, such as DL3020 (ADD for files) or DL3042 (pip's
 * cache, for which one wants a mount and the other none), are not here.
 */
const hadolintRules: ReadonlyMap<string, EquivalentRule> = new Map<string, EquivalentRule>([
  ['DL3000', { rule: 'WorkdirRelativePath' }],
  // An image without a tag, and one that is tagged latest: other tags that move are none of hadolint's.
  ['DL3006', { rule: 'moving-base-tag', line: image }],
  ['DL3007', { rule: 'moving-base-tag', line: /^\s*FROM\s+(?:--\S+\s+)*\S+:latest(?:\s|$)/i }],
  ['DL3009', { rule: 'package-lists-left', about: '/var/lib/apt/lists' }],
  ['DL3012', { rule: 'MultipleInstructionsDisallowed', line: /^\s*HEALTHCHECK\b/i }],
  ['DL3019', { rule: 'package-lists-left', about: '/var/cache/apk' }],
  ['DL3024', { rule: 'DuplicateStageName' }],
  ['DL3025', { rule: 'JSONArgsRecommended' }],
  ['DL3029', { rule: 'FromPlatformFlagConstDisallowed' }],
  ['DL3032', { rule: 'package-lists-left', about: '/var/cache/yum' }],
  ['DL3040', { rule: 'package-lists-left', about: '/var/cache/dnf' }],
  ['DL4000', { rule: 'MaintainerDeprecated' }],
  ['DL4003', { rule: 'MultipleInstructionsDisallowed', line: /^\s*CMD\b/i }],
  ['DL4004', { rule: 'MultipleInstructionsDisallowed', line: /^\s*ENTRYPOINT\b/i }],
]);

/** Whether a rule of hadolint's says the same as a finding; `line` is the first of the finding's instruction. */
export function isHadolintRule(
  hadolint: string,
  { rule, message }: { readonly rule: string; readonly message: string },
  line: string,
): boolean {
  const same = hadolintRules.get(hadolint);
  return same?.rule === rule && (same.line?.test(line) ?? true) && message.includes(same.about ?? '');
}
