import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AnySchema } from 'ajv/dist/2020.js';
import reportSchema from '../report/report.schema.json' with { type: 'json' };
import shardSchema from '../shard/shard.schema.json' with { type: 'json' };
import { schemaId, schemaVersion } from '../report/schema-id.ts';
import type { Report } from '../report/report.ts';
import { shardSchemaId, shardSchemaVersion } from '../shard/schema-id.ts';
import type { Shard } from '../shard/shard.ts';
import { CliError } from './cli-error.ts';
import type { Io } from './command.ts';

/** A document that a run of Layerfall wrote, under the name that the caller gave it. */
export type Document =
  | { readonly kind: 'report'; readonly name: string; readonly report: Report }
  | { readonly kind: 'shard'; readonly name: string; readonly shard: Shard };

const kinds = [
  { kind: 'report', id: schemaId, version: schemaVersion, schema: reportSchema },
  { kind: 'shard', id: shardSchemaId, version: shardSchemaVersion, schema: shardSchema },
] as const;

/**
 * Reads a report or a shard, and holds it to its schema. Throws `CliError` for what is neither, or of a form that this version
 * does not read; with the place of what is wrong.
 */
export async function readDocument(name: string, io: Io): Promise<Document> {
  const value = parse(name, readText(name, io));
  const fields: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const { $schema, schemaVersion: given } = fields;
  const found = kinds.find(({ id }) => id === $schema);
  if (found === undefined || typeof given !== 'string') {
    throw new CliError(
      `${name} is no report of Layerfall's`,
      'layerfall analyze writes one (--format json), and layerfall analyze --shard the share of one.',
    );
  }
  const major = given.split('.', 1)[0];
  if (major !== found.version.split('.', 1)[0]) {
    throw new CliError(
      `${name} is of form ${given}, and this version reads ${found.version}`,
      'Write it anew with this version of Layerfall.',
    );
  }
  const fault = await firstFault(value, found.schema);
  if (fault !== null) throw new CliError(`${name} is not whole: ${fault}`, 'Write it anew.');
  if (found.kind === 'report') return { kind: 'report', name, report: value as Report };
  return { kind: 'shard', name, shard: value as Shard };
}

/** Where a document first differs from its schema, and how; null: nowhere. The library for it is loaded when it is needed. */
async function firstFault(value: unknown, schema: AnySchema): Promise<string | null> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  const isValid = validate(value);
  const [error] = validate.errors ?? [];
  if (isValid || error === undefined) return null;
  const { instancePath, keyword, params, message = 'it is not what it should be' } = error;
  const place = instancePath.slice(1);
  const inside = (property: unknown): string => [place, String(property)].filter((part) => part !== '').join('/');
  if (keyword === 'required') return `"${inside(params['missingProperty'])}" is missing`;
  if (keyword === 'additionalProperties') return `"${inside(params['additionalProperty'])}" does not belong there`;
  return `"${place}" ${message}`;
}

/**
 * Reads the report of one repository. Throws `CliError` for anything else, and for one whose pages would have names that no
 * report of Layerfall's has: a file from elsewhere must not lead out of the folder that it is written to.
 */
export async function readReport(name: string, io: Io): Promise<Report> {
  const document = await readDocument(name, io);
  if (document.kind === 'shard') {
    throw new CliError(`${name} is one shard of a report`, 'Put all of them together first: layerfall merge.');
  }
  const names = document.report.builds.map(({ slug }) => slug);
  const strange = names.find((slug) => !/^[a-z0-9][a-z0-9-]{0,99}$/.test(slug));
  if (strange !== undefined || new Set(names).size < names.length) {
    throw new CliError(`${name} has pages that no report has`, 'Write it anew: layerfall analyze.');
  }
  return document.report;
}

function readText(name: string, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, name), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new CliError(`${name} cannot be read: ${reason}`, 'Name a file that layerfall analyze wrote.');
  }
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${name} is no JSON: ${reason}`, 'Name a file that layerfall analyze wrote.');
  }
}
