import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../analyzer/configuration/parse-configuration.ts';

/** What is wrong with a configuration, as `line:column message`. */
async function faultsOf(text: string): Promise<readonly string[]> {
  const parsed = await parseConfiguration(text, null);
  if (parsed === null || 'configuration' in parsed) return [];
  return parsed.problems.map(({ at, message }) => `${at.line}:${at.column} ${message}`);
}

describe('a configuration', () => {
  test.each([
    ['is JSON', '{"title":"Shop"}', { title: 'Shop' }],
    ['may have comments and trailing commas', '{ // why\n  "title": "Shop", /* and so on */ }', { title: 'Shop' }],
    ['may start with a byte order mark', '\uFEFF{"title":"Shop"}', { title: 'Shop' }],
    ['may be empty', '{}', {}],
    ['takes sizes in bytes', '{"budgets":{"context":[{"max":5}]}}', { budgets: { context: [{ max: 5 }] } }],
    [
      'takes sizes with units',
      '{"budgets":{"context":[{"max":"1.5 GiB"}]}}',
      { budgets: { context: [{ max: '1.5 GiB' }] } },
    ],
    [
      'takes shares',
      '{"budgets":{"rebuilds":[{"files":"a","max":"50%"}]}}',
      { budgets: { rebuilds: [{ files: 'a', max: '50%' }] } },
    ],
    ['may name any rule', '{"checks":{"constructor":"off"}}', { checks: { constructor: 'off' } }],
    ['has the last of two equal settings', '{"title":"a","title":"b"}', { title: 'b' }],
  ])('%s', async (_what, text, configuration) => {
    expect(await parseConfiguration(text, null)).toEqual({ configuration });
  });

  test.each([
    ['nothing', '', '1:1 This is not valid JSON: it is empty.'],
    ['broken JSON', '{\n  "title": \n}', '3:1 This is not valid JSON: value expected.'],
    ['another kind of value', '[]', '1:1 The configuration must be an object.'],
    ['a misspelt setting', '{\n  "titel": "a"\n}', '2:3 There is no setting "titel" here. Did you mean "title"?'],
    [
      'a misspelt setting inside',
      '{"accept":[{"rule":"a","reason":"b","pth":"c"}]}',
      '1:37 There is no setting "pth" here. Did you mean "path"?',
    ],
    [
      'an unknown setting',
      '{"budgets":{"speed":1}}',
      '1:13 There is no setting "speed" here. Write one of findings, context, chain, rebuilds.',
    ],
    [
      'an own property of objects',
      '{"__proto__":{}}',
      '1:2 There is no setting "__proto__" here. Write one of $schema, title, images, ignore, checks, accept, baseline, import, failOn, budgets.',
    ],
    ['a wrong word', '{"failOn":"eror"}', '1:11 "failOn" is "eror". Did you mean "error"?'],
    [
      'a wrong level',
      '{"checks":{"StageNameCasing":"never"}}',
      '1:30 "StageNameCasing" is "never". Write one of error, info, off, warning.',
    ],
    ['a wrong type', '{"ignore":"docs"}', '1:11 "ignore" must be a list.'],
    ['a wrong type in a list', '{"ignore":["docs",\n1]}', '2:1 This must be text.'],
    [
      'a reason that is missing',
      '{"accept":[{"rule":"a"}]}',
      '1:12 "reason" is missing here. Why, for whoever reads the report.',
    ],
    ['a reason that is empty', '{"accept":[{"rule":"a","reason":""}]}', '1:33 "reason" must not be empty.'],
    [
      'a size without a known unit',
      '{"budgets":{"context":[{"max":"5 lots"}]}}',
      '1:31 "max" cannot be "5 lots". Write bytes, or a number with B, kB, MB, GB, KiB, MiB or GiB behind it: "100MB".',
    ],
    ['a fraction', '{"budgets":{"chain":[{"max":1.5}]}}', '1:29 "max" must be a whole number.'],
    ['a number below zero', '{"budgets":{"findings":{"error":-1}}}', '1:33 "error" must not be less than 0.'],
    ['absurd nesting', `{"title":${'['.repeat(100_000)}`, '1:1 This JSON is nested more than 200 levels deep.'],
  ])('may not hold %s', async (_what, text, fault) => {
    expect(await faultsOf(text)).toEqual([fault]);
  });

  test('is told all that is wrong with it, in the order of its lines', async () => {
    const faults = await faultsOf('{\n"failOn": 1,\n"titel": 2,\n"ignore": 3\n}');
    expect(faults.map((fault) => fault.slice(0, 4))).toEqual(['2:11', '3:1 ', '4:11']);
  });

  test('may be a section of another file, with places of that file', async () => {
    expect(await parseConfiguration('{"name":"shop"}', 'layerfall')).toBeNull();
    expect(await parseConfiguration('{"layerfall":{"title":"Shop"}}', 'layerfall')).toEqual({
      configuration: { title: 'Shop' },
    });
    const parsed = await parseConfiguration('{\n  "layerfall": { "titel": "" }\n}', 'layerfall');
    expect(parsed).toEqual({
      problems: [{ at: { line: 2, column: 18 }, message: 'There is no setting "titel" here. Did you mean "title"?' }],
    });
  });
});
