import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

import type { Arguments, HclFunction } from './arguments.ts';
import { isList, isObject, type HclValue } from './value.ts';

/** Functions that encode and hash (github.com/hashicorp/go-cty-funcs, crypto and encoding; go-cty function/stdlib/json.go). */
export const encodeFunctions: readonly (readonly [string, HclFunction])[] = [
  ['base64decode', decodeBase64],
  ['base64encode', (args) => btoa(String.fromCodePoint(...utf8(args.text(0))))],
  ['jsondecode', decodeJson],
  ['jsonencode', (args) => JSON.stringify(toJson(args.values[0] ?? null))],
  ['md5', (args) => bytesToHex(md5(utf8(args.text(0))))],
  ['sha1', (args) => bytesToHex(sha1(utf8(args.text(0))))],
  ['sha256', (args) => bytesToHex(sha256(utf8(args.text(0))))],
  ['sha512', (args) => bytesToHex(sha512(utf8(args.text(0))))],
  ['urlencode', (args) => encodeURIComponent(args.text(0)).replaceAll('%20', '+')],
];

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decodeBase64(args: Arguments): HclValue {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(atob(args.text(0)), (letter) => letter.charCodeAt(0)),
    );
  } catch {
    return args.fail('this is no base64 of a text');
  }
}

function decodeJson(args: Arguments): HclValue {
  try {
    return fromJson(JSON.parse(args.text(0)));
  } catch {
    return args.fail('this is no JSON');
  }
}

function fromJson(value: unknown): HclValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return null;
  return new Map(Object.entries(value).map(([key, item]) => [key, fromJson(item)]));
}

function toJson(value: HclValue): unknown {
  if (isList(value)) return value.map(toJson);
  return isObject(value) ? Object.fromEntries([...value].map(([key, item]) => [key, toJson(item)])) : value;
}
