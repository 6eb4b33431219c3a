import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bothWays } from './agreement.ts';
import { argumentChange, editChange, exactChange } from './generated-change.ts';

test('comparing keys and propagating a change along one graph answer the same', () => {
  fc.assert(
    fc.property(exactChange, (generated) => {
      const answers = bothWays(generated);
      if (answers !== null) expect(answers.propagated).toEqual(answers.compared);
    }),
    { numRuns: 400 },
  );
});

test('both answer the same when instructions are edited, those of equal stages among them', () => {
  fc.assert(
    fc.property(editChange, (generated) => {
      const answers = bothWays(generated);
      if (answers !== null) expect(answers.propagated).toEqual(answers.compared);
    }),
    { numRuns: 400 },
  );
});

test('what one graph calls cached when a build argument changes, keys call cached too', () => {
  fc.assert(
    fc.property(argumentChange, (generated) => {
      const answers = bothWays(generated);
      for (const [step, status] of answers?.propagated.entries() ?? []) {
        if (status === 'cached') expect(answers?.compared[step]).toBe('cached');
      }
    }),
    { numRuns: 300 },
  );
});
