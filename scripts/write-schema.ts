/** Writes the JSON Schemas from their types: `npm run schema` after a change of the report's or the configuration's type. */
import { writeFileSync } from 'node:fs';
import { jsonSchema, schemas } from './json-schema.ts';

for (const schema of Object.values(schemas)) writeFileSync(schema.path, await jsonSchema(schema));
