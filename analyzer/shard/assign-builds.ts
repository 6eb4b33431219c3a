import type { Build } from '../discover/build.ts';
import type { BuildText } from '../discover/build-texts.ts';

/** What a file of a context costs, as so many characters of a Dockerfile: both are read through once. */
const fileCost = 40;

/** Builds of one Dockerfile: they are planned together. */
interface Group {
  readonly path: string;
  readonly builds: string[];
  readonly contexts: Set<string>;
  characters: number;
}

/** Builds that one shard works out, and what they cost it, in characters. */
interface Piece {
  readonly name: string;
  readonly builds: string[];
  cost: number;
}

/**
 * Shares builds out: for each id the number of its shard, from 1. Builds of one Dockerfile stay together; those that share a
 * context do too, unless planning them is more than one shard's part of the work. `files` are the paths of the repository.
 *
 * It is a matter of names and sizes alone: every machine comes to the same shares.
 */
export function assignBuilds(
  builds: readonly Build[],
  texts: ReadonlyMap<string, BuildText>,
  files: readonly string[],
  count: number,
): ReadonlyMap<string, number> {
  const filesIn = countFiles(files);
  const bundles = new Map<string, Group[]>();
  for (const group of groupBuilds(builds, texts)) {
    const key = JSON.stringify([...group.contexts].sort());
    bundles.set(key, [...(bundles.get(key) ?? []), group]);
  }
  const sized = [...bundles.values()].map((groups) => {
    const contexts = [...(groups[0]?.contexts ?? [])];
    const context = contexts.reduce((sum, each) => sum + (filesIn.get(each) ?? 0) * fileCost, 0);
    return { groups, context, characters: groups.reduce((sum, each) => sum + each.characters, 0) };
  });
  const target = sized.reduce((sum, { context, characters }) => sum + context + characters, 0) / count;
  const pieces = sized.flatMap(({ groups, context, characters }) => {
    const parts = Math.min(Math.max(Math.ceil(characters / target), 1), groups.length);
    const inPieces = groups.map(({ path, builds: ids, characters: cost }) => ({ name: path, builds: ids, cost }));
    return balance(inPieces, parts).map((piece) => ({ ...piece, cost: piece.cost + context }));
  });
  const shards = balance(pieces, count);
  return new Map(shards.flatMap((shard, place) => shard.builds.map((id) => [id, place + 1])));
}

/**
 * So many pieces of about the same cost: the most expensive go first, each to where least is so far (Graham, Bounds on
 * multiprocessing timing anomalies, 1969).
 */
function balance(pieces: readonly Piece[], count: number): readonly Piece[] {
  const made = Array.from({ length: count }, (): Piece => ({ name: '', builds: [], cost: 0 }));
  for (const piece of pieces.toSorted((a, b) => b.cost - a.cost || (a.name < b.name ? -1 : 1))) {
    const least = made.reduce((best, each) => (each.cost < best.cost ? each : best));
    least.builds.push(...piece.builds);
    least.cost += piece.cost;
  }
  return made.map((piece) => ({ ...piece, name: piece.builds[0] ?? '' }));
}

function groupBuilds(builds: readonly Build[], texts: ReadonlyMap<string, BuildText>): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { id, context } of builds) {
    const text = texts.get(id);
    if (text === undefined) continue;
    const group = groups.get(text.path) ?? { path: text.path, builds: [], contexts: new Set<string>(), characters: 0 };
    groups.set(text.path, group);
    group.builds.push(id);
    group.characters += text.text.length;
    if (context.kind === 'directory') group.contexts.add(context.path);
  }
  return [...groups.values()];
}

/** How many files each folder holds, those of its folders included; the root is the empty string. */
function countFiles(files: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([['', files.length]]);
  for (const path of files) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return counts;
}
