/** BuildKit suggests only what is this near, or nearer (util/suggest). */
const maxDistance = 2;

/**
 * The word that was probably meant: the first of the nearest; null where none is near, or one is the very same
 * (util/suggest, Search, case-sensitive).
 */
export function nearestWord(word: string, words: readonly string[]): string | null {
  const wanted = [...word];
  let nearest = '';
  let best = maxDistance + 1;
  for (const each of words) {
    if (each === word) return null;
    const letters = [...each];
    const distance = Math.abs(letters.length - wanted.length) >= best ? best : editDistance(wanted, letters);
    if (distance < best) {
      best = distance;
      nearest = each;
    }
  }
  return nearest === '' ? null : nearest;
}

/** The Levenshtein distance between two words, letter by letter. */
function editDistance(left: readonly string[], right: readonly string[]): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
