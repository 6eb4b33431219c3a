import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

import type { Content } from './content.ts';
import { joinKey, type KeyedPlan } from './key.ts';

/**
 * For each vertex a digest of its definition and of all that it hangs on, down to the files of build contexts: equal
 * digests, equal cache keys, in whatever builds the vertices stand.
 */
export function vertexDigests(keyed: KeyedPlan): readonly string[] {
  const made = knownDigests.get(keyed) ?? digestVertices(keyed);
  knownDigests.set(keyed, made);
  return made;
}

/** The report and several checks ask for those of the same plan. */
const knownDigests = new WeakMap<KeyedPlan, readonly string[]>();

function digestVertices(keyed: KeyedPlan): readonly string[] {
  const digests: string[] = [];
  for (const vertex of keyed.vertices) {
    digests[vertex.id] = digestParts([
      vertex.kind,
      ...vertex.definitions,
      ...vertex.inputs.flatMap(({ vertex: from, output, selector, content }) => {
        const files = content === null ? '' : JSON.stringify(content.map(contentParts));
        // All that arrives is known by its files: whatever else the input holds does not matter.
        const isExact = content?.every((each) => each.isExact) === true;
        const source = isExact ? '' : (digests[from] ?? '');
        return [source, `${output}`, selector, files];
      }),
    ]);
  }
  return digests;
}

/** The SHA-256 of several texts, in hexadecimal digits; other texts, or cut elsewhere, have another. */
export function digestParts(parts: readonly string[]): string {
  return bytesToHex(sha256(new TextEncoder().encode(joinKey(parts))));
}

/** Lists of files that several steps and builds share are read once. */
const knownFiles = new WeakMap<Content['entries'], string>();

/** What arrives, by name and digest. */
function contentParts({ selector, entries }: Content): unknown {
  // Folders are listed in another order elsewhere: that is no other content.
  const files =
    knownFiles.get(entries) ??
    digestParts(entries.map(({ match, below, kind, digest }) => joinKey([match, below, kind, digest])).sort());
  knownFiles.set(entries, files);
  return [selector, files];
}
