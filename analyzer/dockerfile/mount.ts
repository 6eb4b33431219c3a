import { splitCsv } from './csv-fields.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { parseBool, parseRamInBytes, parseUint32 } from './go-number.ts';
import { toLower } from './go-text.ts';
import { nearestWord } from './nearest-word.ts';

const mountTypes = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;
const sharingModes = ['shared', 'private', 'locked'] as const;

export type MountType = (typeof mountTypes)[number];
export type MountSharing = (typeof sharingModes)[number];

/** One `RUN --mount` (Mount in frontend/dockerfile/instructions/commands_runmount.go). */
export interface MountOptions {
  readonly type: MountType;
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly isReadonly: boolean;
  /** Bytes, tmpfs only; 0 when not given. */
  readonly size: number;
  readonly id: string;
  /** null when not given. */
  readonly sharing: MountSharing | null;
  readonly isRequired: boolean;
  /** The variable a secret goes to; null when `env` is not given. */
  readonly env: string | null;
  readonly mode: number | null;
  readonly uid: number | null;
  readonly gid: number | null;
}

/** Expands the variables of one value, or says why that fails. */
export type ExpandValue = (value: string) => string | Flaw;

type Draft = { -readonly [Key in keyof MountOptions]: MountOptions[Key] } & { isReadonlyGiven: boolean };

const mountKeys =
  'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env'.split(
    ' ',
  );

/**
 * What is wrong with a mount before any variable is expanded; null when nothing is. BuildKit checks no more than this
 * while parsing (setMountState without an expander, frontend/dockerfile/instructions/commands_runmount.go).
 */
export function checkUnexpandedMount(value: string): Flaw | null {
  const fields = splitCsv(value);
  if (fields === null) return notCsv(value);
  for (const field of fields) {
    const equals = field.indexOf('=');
    if (equals === -1 || toLower(field.slice(0, equals)) !== 'from') continue;
    const from = field.slice(equals + 1);
    const dollar = from.indexOf('$');
    if (dollar !== -1 && dollar !== from.length - 1) {
      return {
        message: `The "from" of a mount cannot hold a variable, and ${from} does.`,
        hint: 'Name a stage with FROM … AS name, and use that name.',
      };
    }
  }
  return null;
}

/**
 * Reads the value of one `RUN --mount`, as BuildKit does when it dispatches a reachable stage (parseMount in
 * frontend/dockerfile/instructions/commands_runmount.go). `expand` is applied to every value.
 */
export function parseMount(value: string, expand: ExpandValue): MountOptions | Flaw {
  const fields = splitCsv(value);
  if (fields === null) return notCsv(value);
  const draft: Draft = {
    type: 'bind',
    from: '',
    source: '',
    target: '',
    isReadonly: false,
    size: 0,
    id: '',
    sharing: null,
    isRequired: false,
    env: null,
    mode: null,
    uid: null,
    gid: null,
    isReadonlyGiven: false,
  };
  for (const field of fields) {
    const flaw = readField(draft, field, expand);
    if (flaw !== null) return flaw;
  }
  const { isReadonlyGiven, ...mount } = draft;
  if (!isReadonlyGiven) mount.isReadonly = mount.type !== 'cache' && mount.type !== 'tmpfs';
  return checkCombination(mount) ?? mount;
}

function notCsv(value: string): Flaw {
  return { message: `--mount=${value} is no list of comma-separated values.`, hint: 'Write --mount=type=…,target=….' };
}

function readField(draft: Draft, field: string, expand: ExpandValue): Flaw | null {
  const equals = field.indexOf('=');
  const key = toLower(equals === -1 ? field : field.slice(0, equals));
  if (equals === -1) return readBareField(draft, field, key);
  const value = expand(field.slice(equals + 1));
  return isFlaw(value) ? value : readValue(draft, key, value);
}

function readBareField(draft: Draft, field: string, key: string): Flaw | null {
  if (key === 'required') return setRequired(draft, key, 'true');
  if (key === 'readonly' || key === 'ro' || key === 'readwrite' || key === 'rw') return setReadonly(draft, key, 'true');
  return { message: `"${field}" in --mount needs a value.`, hint: `Write ${field}=….` };
}

function readValue(draft: Draft, key: string, value: string): Flaw | null {
  switch (key) {
    case 'type': {
      const type = mountTypes.find((each) => each === toLower(value));
      if (type === undefined) return notAmong(`There is no mount type "${value}".`, value, mountTypes);
      draft.type = type;
      return null;
    }
    case 'sharing': {
      const sharing = sharingModes.find((each) => each === toLower(value));
      if (sharing === undefined) return notAmong(`There is no sharing mode "${value}".`, value, sharingModes);
      draft.sharing = sharing;
      return null;
    }
    case 'from':
    case 'source':
    case 'target':
    case 'id':
    case 'env':
      draft[key] = value;
      return null;
    case 'src':
      draft.source = value;
      return null;
    case 'dst':
    case 'destination':
      draft.target = value;
      return null;
    case 'readonly':
    case 'ro':
    case 'readwrite':
    case 'rw':
      return setReadonly(draft, key, value);
    case 'required':
      return setRequired(draft, key, value);
    case 'size': {
      if (draft.type !== 'tmpfs') return wrongType(draft, key);
      const size = parseRamInBytes(value);
      if (size === null) return { message: `size=${value} is no size.`, hint: 'Write size=64m, for example.' };
      draft.size = size;
      return null;
    }
    case 'mode':
    case 'uid':
    case 'gid': {
      const number = parseUint32(value, key === 'mode' ? 8 : 10);
      if (number === null) return { message: `${key}=${value} is no ${key === 'mode' ? 'octal ' : ''}number.` };
      draft[key] = number;
      return null;
    }
    default:
      return notAmong(`--mount does not know "${key}".`, key, mountKeys);
  }
}

function notAmong(message: string, value: string, words: readonly string[]): Flaw {
  const nearest = nearestWord(value, words);
  return { message, hint: nearest === null ? `It is one of ${words.join(', ')}.` : `Did you mean ${nearest}?` };
}

function setReadonly(draft: Draft, key: string, value: string): Flaw | null {
  const isTrue = parseBool(value);
  if (isTrue === null) return { message: `${key}=${value} is neither true nor false.` };
  draft.isReadonly = key.startsWith('readw') || key === 'rw' ? !isTrue : isTrue;
  draft.isReadonlyGiven = true;
  return null;
}

function setRequired(draft: Draft, key: string, value: string): Flaw | null {
  if (draft.type !== 'secret' && draft.type !== 'ssh') return wrongType(draft, key);
  const isRequired = parseBool(value);
  if (isRequired === null) return { message: `${key}=${value} is neither true nor false.` };
  draft.isRequired = isRequired;
  return null;
}

function wrongType(draft: Draft, key: string): Flaw {
  return {
    message: `A mount of type ${draft.type} takes no "${key}".`,
    hint: 'Keys are read in order: type=… stands before what depends on it.',
  };
}

function checkCombination(mount: MountOptions): Flaw | null {
  if (mount.type !== 'secret' && mount.type !== 'ssh' && mount.type !== 'cache') {
    const key = (['mode', 'uid', 'gid'] as const).find((each) => mount[each] !== null);
    if (key !== undefined) return { message: `A mount of type ${mount.type} takes no "${key}".` };
  }
  if (mount.type === 'secret') {
    if (mount.from !== '') return { message: 'A secret mount takes no "from".' };
    if (mount.sharing !== null) return { message: 'A secret mount takes no "sharing".' };
    if (mount.source === '' && mount.target === '' && mount.id === '') {
      return { message: 'A secret mount needs an id, a source or a target.', hint: 'Write id=….' };
    }
    if (mount.source !== '' && mount.id !== '')
      return { message: 'A secret mount takes either source or id, not both.' };
  }
  if (mount.sharing !== null && mount.type !== 'cache') {
    return { message: `A mount of type ${mount.type} takes no "sharing".`, hint: 'Only cache mounts are shared.' };
  }
  return null;
}
