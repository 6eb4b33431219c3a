import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add } from '@shop/money';

test('adds amounts of one currency', () => {
  assert.deepEqual(add({ amount: 1, currency: 'EUR' }, { amount: 2, currency: 'EUR' }), { amount: 3, currency: 'EUR' });
});
