import { createGenerator } from 'ts-json-schema-generator';
import { format } from 'prettier';
import { schemaId } from '../analyzer/report/schema-id.ts';

/** Where the schema is kept. */
export const schemaPath = 'analyzer/report/report.schema.json';

type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The JSON Schema (draft 2020-12) of the report as its types say it, sentences of their comments included, as the file's
 * text.
 */
export async function reportSchema(): Promise<string> {
  const generator = createGenerator({
    path: 'analyzer/report/report.ts',
    tsconfig: 'tsconfig.json',
    type: 'Report',
    expose: 'export',
    topRef: false,
    skipTypeCheck: true,
  });
  const { $schema: _draft, definitions = {}, ...root } = JSON.parse(JSON.stringify(generator.createSchema('Report')));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaId,
    title: 'Layerfall report',
    ...(modern(root) as object),
    $defs: modern(definitions),
  };
  return format(JSON.stringify(schema), { parser: 'json', printWidth: 120 });
}

/** Draft 7 as draft 2020-12 says it; and every number of a report is whole. */
function modern(value: Json): Json {
  if (Array.isArray(value)) return value.map(modern);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
    if (key === '$ref' && typeof inner === 'string') return [key, inner.replace('#/definitions/', '#/$defs/')];
    if (key === 'type' && inner === 'number') return [key, 'integer'];
    if (key === 'type' && Array.isArray(inner))
      return [key, inner.map((type) => (type === 'number' ? 'integer' : type))];
    return [key, modern(inner)];
  });
  const made = new Map(entries);
  const items = made.get('items');
  if (Array.isArray(items)) {
    made.set('prefixItems', items);
    made.set('items', false);
    made.delete('additionalItems');
  }
  return Object.fromEntries(made);
}
