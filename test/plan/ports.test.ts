import { describe, expect, test } from 'vitest';
import { parsePorts } from '../../analyzer/plan/ports.ts';

describe('ports of EXPOSE', () => {
  test.each<[words: readonly string[], ports: readonly string[]]>([
    [['80'], ['80/tcp']],
    [
      ['80/UDP', '81/'],
      ['80/udp', '81/tcp'],
    ],
    [['7000-7002/sctp'], ['7000/sctp', '7001/sctp', '7002/sctp']],
    [['80-80'], ['80/tcp']],
    [['127.0.0.1:1:80'], ['80/tcp']],
    [
      ['[::1]:1:80', '[1:2::3:4.5.6.7]::80'],
      ['80/tcp', '80/tcp'],
    ],
    [['9000-9001:80'], ['80/tcp']],
    [
      ['0', '65535'],
      ['0/tcp', '65535/tcp'],
    ],
    [['+80'], ['80/tcp']],
  ])('%j', (words, ports) => {
    expect(parsePorts(words)).toMatchObject({ kind: 'ports', ports });
  });

  test.each([
    ['', 'There is no port in "".'],
    ['/tcp', 'There is no port in "/tcp".'],
    ['80/icmp', '"icmp" in "80/icmp" is no protocol.'],
    ['80/tcp/udp', '"tcp/udp" in "80/tcp/udp" is no protocol.'],
    ['65536', '"65536" in "65536" is no port or range of ports.'],
    ['80-', '"80-" in "80-" is no port or range of ports.'],
    ['81-80', '"81-80" in "81-80" is no port or range of ports.'],
    ['x:80', '"x" in "x:80" is no port or range of ports.'],
    ['1-2:80-83', 'The ranges in "1-2:80-83" differ in length.'],
    ['300.0.0.1:1:80', '"300.0.0.1" in "300.0.0.1:1:80" is no IP address.'],
    ['host:1:80', '"host" in "host:1:80" is no IP address.'],
    ['1:2:3::4::5:1:80', '"1:2:3::4::5" in "1:2:3::4::5:1:80" is no IP address.'],
  ])('%j is refused', (word, message) => {
    expect(parsePorts([word])).toEqual({ kind: 'invalid', message });
  });
});
