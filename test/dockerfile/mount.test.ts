import { describe, expect, test } from 'vitest';
import { checkUnexpandedMount, parseMount } from '../../analyzer/dockerfile/mount.ts';

const none = {
  from: '',
  source: '',
  target: '',
  size: 0,
  id: '',
  sharing: null,
  isRequired: false,
  env: null,
  mode: null,
  uid: null,
  gid: null,
};
const bind = { ...none, type: 'bind', isReadonly: true };
const cache = { ...none, type: 'cache', isReadonly: false };
const secret = { ...none, type: 'secret', isReadonly: true };

const expand = (value: string) => (value === '$bad' ? { message: 'bad' } : value.replace('$x', '/y'));

describe('parseMount', () => {
  test.each([
    ['target=/a', { ...bind, target: '/a' }],
    ['src=a,dst=/b', { ...bind, source: 'a', target: '/b' }],
    ['source=a,destination=/b,from=c', { ...bind, source: 'a', target: '/b', from: 'c' }],
    ['target=/a,rw', { ...bind, target: '/a', isReadonly: false }],
    ['target=/a,readwrite=false', { ...bind, target: '/a', isReadonly: true }],
    ['target=/a,readonly=0', { ...bind, target: '/a', isReadonly: false }],
    ['TYPE=Cache,target=/a', { ...cache, target: '/a' }],
    ['type=cache,target=/a,ro,sharing=LOCKED', { ...cache, target: '/a', isReadonly: true, sharing: 'locked' }],
    ['type=cache,id=a,mode=0755,uid=1,gid=2', { ...cache, id: 'a', mode: 0o755, uid: 1, gid: 2 }],
    ['type=tmpfs,size=64m', { ...none, type: 'tmpfs', isReadonly: false, size: 67108864 }],
    ['type=tmpfs,size=1.5 GiB', { ...none, type: 'tmpfs', isReadonly: false, size: 1610612736 }],
    ['type=secret,id=a,required', { ...secret, id: 'a', isRequired: true }],
    ['type=secret,id=a,env=B', { ...secret, id: 'a', env: 'B' }],
    ['type=ssh', { ...none, type: 'ssh', isReadonly: true }],
    ['"target=/a,b"', { ...bind, target: '/a,b' }],
    ['"target=/a""b",ro', { ...bind, target: '/a"b' }],
    ['target=a=b', { ...bind, target: 'a=b' }],
  ])('%s', (value, expected) => {
    expect(parseMount(value, (each) => each)).toEqual(expected);
  });

  test.each([
    '',
    'target=/a,',
    'target=a"b',
    '"target=/a"b',
    '"target=/a',
    'type=volume',
    'type',
    'foo=1',
    'required',
    'type=cache,required=true',
    'size=1,type=tmpfs',
    'type=tmpfs,size=big',
    'type=tmpfs,size=-1',
    'mode=0755',
    'type=tmpfs,uid=1',
    'type=cache,mode=888',
    'type=cache,uid=-1',
    'type=cache,uid=4294967296',
    'ro=maybe',
    'sharing=locked',
    'type=cache,sharing=all',
    'type=secret',
    'type=secret,id=a,src=b',
    'type=secret,id=a,from=b',
    'type=secret,id=a,sharing=shared',
  ])('%j is refused', (value) => {
    expect(parseMount(value, (each) => each)).toHaveProperty('message');
  });

  test('every value is expanded, and a flaw of that is handed on', () => {
    expect(parseMount('target=$x/z,type=bind', expand)).toMatchObject({ target: '/y/z' });
    expect(parseMount('target=$bad', expand)).toEqual({ message: 'bad' });
  });
});

describe('checkUnexpandedMount', () => {
  test.each([
    ['nonsense', true],
    ['type=nonsense', true],
    ['from=a$', true],
    ['from=$a', false],
    ['type=cache,FROM=a${b}', false],
    ['a"b', false],
    ['', false],
  ])('%j passes: %s', (value, passes) => {
    expect(checkUnexpandedMount(value) === null).toBe(passes);
  });
});
