import { auditReport } from '../audit/audit-report.ts';
import { assembleReport } from '../report/assemble-report.ts';
import type { Report } from '../report/report.ts';
import type { Shard } from './shard.ts';

/** A shard, and the name to call it by: the file that it comes from. */
export interface NamedShard {
  readonly name: string;
  readonly shard: Shard;
}

export type MergeOutcome =
  | { readonly kind: 'merged'; readonly report: Report }
  /** They are not the shards of one report: why, and which. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The report of which these are the shards, in any order: the one that a single run makes, byte for byte. */
export function mergeShards(shards: readonly NamedShard[]): MergeOutcome {
  const [first] = shards;
  if (first === undefined) return { kind: 'refused', reason: 'there is no shard' };
  const reason = differenceOf(shards, first) ?? gapOf(shards, first.shard.shard.count) ?? strayBuild(shards, first);
  if (reason !== null) return { kind: 'refused', reason };
  const shares = shards.map(({ shard }) => shard.share);
  return { kind: 'merged', report: auditReport(assembleReport(first.shard.frame, shares), first.shard.audit) };
}

/** What has to be the same in all shards, in words. */
const shared: readonly (readonly [of: string, value: (shard: Shard) => number | string])[] = [
  ['versions of Layerfall', ({ generator, schemaVersion }) => `${generator.version} (form ${schemaVersion})`],
  ['numbers of shards', ({ shard }) => shard.count],
  ['titles', ({ frame }) => JSON.stringify(frame.title)],
  ['states of the repository', ({ state }) => state],
];

function differenceOf(shards: readonly NamedShard[], first: NamedShard): string | null {
  for (const [what, valueOf] of shared) {
    const other = shards.find(({ shard }) => valueOf(shard) !== valueOf(first.shard));
    if (other === undefined) continue;
    return `${first.name} and ${other.name} are of different ${what}: ${valueOf(first.shard)} and ${valueOf(other.shard)}`;
  }
  return null;
}

/** As many missing shards as are called by their number. */
const maxNamed = 20;

function gapOf(shards: readonly NamedShard[], count: number): string | null {
  const names = new Map<number, string>();
  for (const { name, shard } of shards) {
    const { index } = shard.shard;
    const other = names.get(index);
    if (other !== undefined) return `${other} and ${name} are both shard ${index} of ${count}`;
    names.set(index, name);
  }
  const missing: number[] = [];
  for (let index = 1; index <= count && missing.length < maxNamed; index++) if (!names.has(index)) missing.push(index);
  if (missing.length === 0) return null;
  const rest = count - names.size - missing.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `of ${count} shards ${missing.join(', ')}${more} ${missing.length + rest === 1 ? 'is' : 'are'} missing`;
}

/** Whatever happened to a file on its way: each build is there once. */
function strayBuild(shards: readonly NamedShard[], { shard: { frame } }: NamedShard): string | null {
  const expected = new Set(frame.builds);
  for (const { name, shard } of shards) {
    for (const { build } of shard.share.builds) {
      if (!expected.delete(build.id)) return `${name} has the build ${build.id}, which is not its own`;
    }
  }
  const [lost] = expected;
  return lost === undefined ? null : `no shard has the build ${lost}`;
}
