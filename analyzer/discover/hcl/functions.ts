import type { Position } from '../../dockerfile/range.ts';
import { readArguments, type HclFunction } from './arguments.ts';
import { encodeFunctions } from './encode-functions.ts';
import { unknownFunction } from './evaluate.ts';
import { listFunctions } from './list-functions.ts';
import { numberFunctions } from './number-functions.ts';
import { HclFault } from './syntax.ts';
import { textFunctions } from './text-functions.ts';
import { firstUnknown, type HclValue } from './value.ts';

/** Functions of bake whose result hangs on the time, the machine or chance, or that are not modelled here. */
const runtimeFunctions = [
  'bcrypt',
  'bytesslice',
  'cidrhost',
  'cidrnetmask',
  'cidrsubnet',
  'cidrsubnets',
  'csvdecode',
  'formatdate',
  'formattimestamp',
  'homedir',
  'log',
  'rsadecrypt',
  'semvercmp',
  'setsymmetricdifference',
  'timeadd',
  'timestamp',
  'unixtimestampparse',
  'uuidv4',
  'uuidv5',
];

const functions: ReadonlyMap<string, HclFunction> = new Map<string, HclFunction>([
  ...textFunctions,
  ...listFunctions,
  ...numberFunctions,
  ...encodeFunctions,
  ['convert', (args) => args.values[0] ?? null],
  ...runtimeFunctions.map((name): [string, HclFunction] => [name, () => unknownFunction(name)]),
]);

/**
 * Calls a function of bake's standard library (buildx, bake/hclparser/stdlib.go). An unknown argument makes the result
 * unknown. Throws `HclFault` where bake would refuse the call; a function bake does not have is one such.
 */
export function callFunction(name: string, values: readonly HclValue[], at: Position): HclValue {
  const known = functions.get(name);
  if (known === undefined) throw new HclFault(at, `There is no function "${name}".`);
  return firstUnknown(values) ?? known(readArguments(name, values, at));
}
