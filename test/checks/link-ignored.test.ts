import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const rule = 'link-ignored';

describe(rule, () => {
  testRows(rule, [
    ['COPY with permissions', ['COPY --link --chmod=755 a /'], { a: '' }, ['Dockerfile:2']],
    ['ADD with permissions', ['ADD --chmod=u=rwX --link a /'], { a: '' }, ['Dockerfile:2']],
    ['no permissions', ['COPY --link a /'], { a: '' }, []],
    ['no link', ['COPY --chmod=755 a /'], { a: '' }, []],
    ['a link that is switched off', ['COPY --link=false --chmod=755 a /'], { a: '' }, []],
    ['a stage that nothing needs', ['COPY --link --chmod=755 a /', 'FROM y'], { a: '' }, []],
  ]);
});
