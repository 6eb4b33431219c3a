import { createGenerator } from 'ts-json-schema-generator';
import { format } from 'prettier';
import { fleetSchemaId } from '../analyzer/fleet/schema-id.ts';
import { schemaId } from '../analyzer/report/schema-id.ts';
import { comparisonSchemaId } from '../analyzer/compare/schema-id.ts';
import { shardSchemaId } from '../analyzer/shard/schema-id.ts';

/** A type that has a schema. */
export interface SchemaSource {
  /** Where the schema is kept. */
  readonly path: string;
  /** The module that exports the type. */
  readonly module: string;
  readonly type: string;
  readonly id: string;
  readonly title: string;
}

/** Every schema that is made from types. */
export const schemas = {
  report: {
    path: 'analyzer/report/report.schema.json',
    module: 'analyzer/report/report.ts',
    type: 'Report',
    id: schemaId,
    title: 'Layerfall report',
  },
  configuration: {
    path: 'analyzer/configuration/configuration.schema.json',
    module: 'analyzer/configuration/configuration.ts',
    type: 'Configuration',
    id: 'urn:layerfall:configuration:1',
    title: 'Layerfall configuration',
  },
  shard: {
    path: 'analyzer/shard/shard.schema.json',
    module: 'analyzer/shard/shard.ts',
    type: 'Shard',
    id: shardSchemaId,
    title: 'Layerfall shard',
  },
  comparison: {
    path: 'analyzer/compare/comparison.schema.json',
    module: 'analyzer/compare/comparison.ts',
    type: 'Comparison',
    id: comparisonSchemaId,
    title: 'Layerfall comparison',
  },
  fleet: {
    path: 'analyzer/fleet/fleet.schema.json',
    module: 'analyzer/fleet/fleet.ts',
    type: 'Fleet',
    id: fleetSchemaId,
    title: 'Layerfall fleet',
  },
} as const satisfies Readonly<Record<string, SchemaSource>>;

type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

/** The JSON Schema (draft 2020-12) of a type, sentences of its comments included, as the file's text. */
export async function jsonSchema({ module, type, id, title }: SchemaSource): Promise<string> {
  const generator = createGenerator({
    path: module,
    tsconfig: 'tsconfig.json',
    type,
    expose: 'export',
    topRef: false,
    skipTypeCheck: true,
  });
  const { $schema: _draft, definitions = {}, ...root } = JSON.parse(JSON.stringify(generator.createSchema(type)));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    ...(modern(root) as object),
    $defs: modern(definitions),
  };
  return format(JSON.stringify(schema), { parser: 'json', printWidth: 120 });
}

/** Draft 7 as draft 2020-12 says it; and every number is whole. */
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
