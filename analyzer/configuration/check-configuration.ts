import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import type { Configuration } from './configuration.ts';
import schema from './configuration.schema.json' with { type: 'json' };

/** Something in a configuration that its schema does not allow. */
export interface SchemaFault {
  /** Property names and indexes that lead to the value, from the outside in. */
  readonly path: readonly string[];
  /** A property of that value which should not be there; null: the value itself is meant. */
  readonly property: string | null;
  /** A sentence, and what to write instead. */
  readonly message: string;
}

/** A value that holds to the configuration's schema, or what does not. */
export type Checked = { readonly configuration: Configuration } | { readonly faults: readonly SchemaFault[] };

/** Holds a value against the configuration's schema. The library for it is loaded here and nowhere else. */
export async function checkConfiguration(value: unknown): Promise<Checked> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const validate = new Ajv2020({ allErrors: true, verbose: true, strict: true }).compile<Configuration>(schema);
  if (validate(value)) return { configuration: value };
  return { faults: outermost(validate.errors ?? []).map(fault) };
}

/** Where none of several forms fits, or it is the wrong kind of value, what else it misses says nothing more. */
function outermost(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const places = (wanted: string): ReadonlySet<string> =>
    new Set(errors.filter(({ keyword }) => keyword === wanted).map(({ instancePath }) => instancePath));
  const choices = places('anyOf');
  const kinds = places('type');
  return errors.filter(({ keyword, instancePath }) =>
    choices.has(instancePath) ? keyword === 'anyOf' : keyword === 'type' || !kinds.has(instancePath),
  );
}

function fault(error: ErrorObject): SchemaFault {
  // Parts of a JSON pointer (RFC 6901, 4).
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const property = error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : null;
  return { path, property, message: messageOf(error, path.at(-1) ?? null, property) };
}

const typeNames: ReadonlyMap<unknown, string> = new Map([
  ['array', 'a list'],
  ['integer', 'a whole number'],
  ['object', 'an object'],
  ['string', 'text'],
]);

function messageOf(error: ErrorObject, name: string | null, property: string | null): string {
  const { keyword, params, data, parentSchema = {} } = error;
  const subject = name === null ? 'The configuration' : /^\d+$/.test(name) ? 'This' : `"${name}"`;
  if (property !== null) {
    const { properties = {} } = parentSchema as { properties?: object };
    return `There is no setting "${property}" here. ${suggestion(property, Object.keys(properties))}`;
  }
  if (keyword === 'required') {
    const missing = String(params['missingProperty']);
    return `"${missing}" is missing here. ${descriptionOf(parentSchema, missing)}`.trimEnd();
  }
  if (keyword === 'enum') {
    const words = (params['allowedValues'] as readonly unknown[]).map(String);
    return `${subject} is ${shown(data)}. ${typeof data === 'string' ? suggestion(data, words) : oneOf(words)}`;
  }
  if (keyword === 'type') return `${subject} must be ${typeNames.get(params['type']) ?? String(params['type'])}.`;
  if (keyword === 'minLength') return `${subject} must not be empty.`;
  if (keyword === 'minimum') return `${subject} must not be less than ${String(params['limit'])}.`;
  return `${subject} cannot be ${shown(data)}. ${describe(parentSchema)}`.trimEnd();
}

function suggestion(word: string, words: readonly string[]): string {
  const near = nearestWord(word, words);
  return near === null ? oneOf(words) : `Did you mean "${near}"?`;
}

function oneOf(words: readonly string[]): string {
  return `Write one of ${words.join(', ')}.`;
}

function describe(parent: unknown): string {
  const { description } = parent as { description?: unknown };
  return typeof description === 'string' ? `Write ${description.charAt(0).toLowerCase()}${description.slice(1)}` : '';
}

function descriptionOf(parent: unknown, property: string): string {
  const { properties = {} } = parent as { properties?: Readonly<Record<string, { readonly description?: string }>> };
  return properties[property]?.description ?? '';
}

/** A value as it is written, cut where it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
