/**
 * Answers what is asked of two objects once, and remembers the answer for as long as both are there: builds that share a
 * context ask again and again what differs between the same two lists of files.
 */
export function byPair<Key extends object, Answer>(): (one: Key, other: Key, ask: () => Answer) => Answer {
  const answers = new WeakMap<Key, WeakMap<Key, Answer>>();
  return (one, other, ask) => {
    const known = answers.get(one) ?? new WeakMap<Key, Answer>();
    answers.set(one, known);
    const answer = known.get(other) ?? ask();
    known.set(other, answer);
    return answer;
  };
}
