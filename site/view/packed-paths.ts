/**
 * Sorted paths without what each has in common with the one before: how many UTF-16 units it shares, then the rest of it,
 * path by path. Thousands of files below one folder take a third of the room.
 */
export type PackedPaths = readonly (number | string)[];

/** Packs paths; the better sorted, the smaller. */
export function packPaths(paths: readonly string[]): PackedPaths {
  let before = '';
  return paths.flatMap((path) => {
    let shared = 0;
    while (shared < path.length && path[shared] === before[shared]) shared++;
    before = path;
    return [shared, path.slice(shared)];
  });
}

/** The paths, as they were packed. */
export function unpackPaths(packed: PackedPaths): readonly string[] {
  const paths: string[] = [];
  for (let at = 0; at + 1 < packed.length; at += 2) {
    paths.push(`${(paths.at(-1) ?? '').slice(0, Number(packed[at]))}${packed[at + 1] ?? ''}`);
  }
  return paths;
}
