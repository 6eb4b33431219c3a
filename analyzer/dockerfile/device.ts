import { splitCsv } from './csv-fields.ts';
import type { Flaw } from './flaw.ts';
import { parseBool } from './go-number.ts';
import { toLower } from './go-text.ts';

/**
 * What is wrong with the value of `RUN --device`; null when nothing is
 * (frontend/dockerfile/instructions/commands_rundevice.go, ParseDevice).
 */
export function checkDevice(value: string): Flaw | null {
  const fields = splitCsv(value);
  if (fields === null) return { message: `--device=${value} is no list of comma-separated values.` };
  let name = '';
  for (const field of fields) {
    const equals = field.indexOf('=');
    const key = toLower(equals === -1 ? field : field.slice(0, equals));
    const given = equals === -1 ? null : field.slice(equals + 1);
    if (key === 'required') {
      if (given !== null && parseBool(given) === null)
        return { message: `required=${given} is neither true nor false.` };
    } else if (key === 'name' && given !== null) {
      if (name !== '') return { message: `--device names two devices, ${name} and ${given}.` };
      name = given;
    } else if (name === '') {
      name = field;
    } else {
      return { message: `--device does not know "${field}".`, hint: 'It knows name=… and required.' };
    }
  }
  return null;
}
