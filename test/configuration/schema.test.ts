import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonSchema, schemas } from '../../scripts/json-schema.ts';

const text = readFileSync(schemas.configuration.path, 'utf8');

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
  readonly description?: string;
  readonly $defs?: Readonly<Record<string, ObjectSchema>>;
}

const schema = JSON.parse(text) as ObjectSchema;

describe('the schema of the configuration', () => {
  test('is what the types say: npm run schema writes it anew', async () => {
    expect(text).toBe(await jsonSchema(schemas.configuration));
  });

  test('describes every setting', () => {
    const silent = Object.entries(schema.properties ?? {}).filter(([, { description = '' }]) => description === '');
    expect(silent).toEqual([]);
  });

  test('is described in the documentation, setting by setting', () => {
    const documentation = readFileSync('docs/configuration.md', 'utf8');
    const owners = Object.values({ '': schema, ...schema.$defs });
    const settings = owners.flatMap(({ properties = {} }) => Object.keys(properties));
    expect(settings.filter((name) => !documentation.includes(`\`${name}\``))).toEqual([]);
  });
});
