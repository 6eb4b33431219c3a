/** What EXPOSE says: the ports, and per written port what looks odd; or why it is refused. */
export type ParsedPorts =
  | { readonly kind: 'ports'; readonly ports: readonly string[]; readonly written: readonly WrittenPort[] }
  | { readonly kind: 'invalid'; readonly message: string };

export interface WrittenPort {
  readonly text: string;
  readonly protocol: string;
  /** An IP address or a port of the host stands before it. */
  readonly hasHostPart: boolean;
}

interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** Reads `[[ip:]host:]port[-port][/protocol]` words as `80/tcp` (dockerfile2llb/convert_expose.go, parsePorts). */
export function parsePorts(words: readonly string[]): ParsedPorts {
  const ports: string[] = [];
  const written: WrittenPort[] = [];
  for (const word of words) {
    const port = parsePort(word);
    if (typeof port === 'string') return { kind: 'invalid', message: port };
    written.push(port.written);
    for (const number of port.numbers) ports.push(`${number}/${port.written.protocol.toLowerCase()}`);
  }
  return { kind: 'ports', ports, written };
}

function parsePort(text: string): { readonly numbers: readonly number[]; readonly written: WrittenPort } | string {
  const { ip, host, container } = splitParts(text);
  const [port = '', ...protocols] = container.split('/');
  const protocol = protocols.join('/');
  if (port === '') return `There is no port in "${text}".`;
  if (protocol !== '' && !/^(?:tcp|udp|sctp)$/i.test(protocol)) return `"${protocol}" in "${text}" is no protocol.`;
  if (ip !== '' && !isIpAddress(ip)) return `"${ip}" in "${text}" is no IP address.`;
  const range = parseRange(port);
  if (range === null) return `"${port}" in "${text}" is no port or range of ports.`;
  if (host !== '') {
    const hostRange = parseRange(host);
    if (hostRange === null) return `"${host}" in "${text}" is no port or range of ports.`;
    if (range.end !== range.start && range.end - range.start !== hostRange.end - hostRange.start) {
      return `The ranges in "${text}" differ in length.`;
    }
  }
  const numbers = Array.from({ length: range.end - range.start + 1 }, (_, offset) => range.start + offset);
  const written = { text, protocol: protocol === '' ? 'tcp' : protocol, hasHostPart: ip !== '' || host !== '' };
  return { numbers, written };
}

function splitParts(text: string): { readonly ip: string; readonly host: string; readonly container: string } {
  const parts = text.split(':');
  return { ip: parts.slice(0, -2).join(':'), host: parts.at(-2) ?? '', container: parts.at(-1) ?? '' };
}

function parseRange(text: string): PortRange | null {
  const dash = text.indexOf('-');
  const start = parseNumber(dash < 0 ? text : text.slice(0, dash));
  const end = dash < 0 ? start : parseNumber(text.slice(dash + 1));
  if (start === null || end === null || end < start) return null;
  return { start, end };
}

function parseNumber(text: string): number | null {
  if (!/^[+-]?\d+$/.test(text)) return null;
  const number = Number(text);
  return number >= 0 && number <= 65_535 ? number + 0 : null;
}

function isIpAddress(text: string): boolean {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return isIpv4(bare) || isIpv6(bare);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const hasIpv4 = last !== undefined && last.includes('.');
  if (hasIpv4 && !isIpv4(last)) return false;
  const count = groups.length + (hasIpv4 ? 1 : 0);
  const plain = hasIpv4 ? groups.slice(0, -1) : groups;
  return plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
