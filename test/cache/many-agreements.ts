/** Asks thousands of generated cases in both ways, edits and changes of files at once: `npx tsx test/cache/many-agreements.ts [CASES]`. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { bothWays } from './agreement.ts';
import { editChange } from './generated-change.ts';

let asked = 0;
const result = fc.check(
  fc.property(editChange, (generated) => {
    const answers = bothWays(generated);
    if (answers === null) return true;
    asked++;
    return isDeepStrictEqual(answers.propagated, answers.compared);
  }),
  { numRuns: Number(process.argv[2] ?? 10_000) },
);
if (result.failed) {
  const [generated] = result.counterexample ?? [];
  process.stdout.write(`${JSON.stringify(generated, null, 1)}\n`);
  if (generated !== undefined) process.stdout.write(`${JSON.stringify(bothWays(generated))}\n`);
  process.exitCode = 1;
}
process.stdout.write(`${asked} cases asked, ${result.failed ? 'one does not agree' : 'all agree'}\n`);
