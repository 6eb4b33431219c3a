/** Writes the JSON Schema of the report from its types: `npm run schema` after a change of analyzer/report/report.ts. */
import { writeFileSync } from 'node:fs';
import { reportSchema, schemaPath } from './report-schema.ts';

writeFileSync(schemaPath, await reportSchema());
