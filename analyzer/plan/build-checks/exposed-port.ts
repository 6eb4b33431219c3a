import type { WrittenPort } from '../ports.ts';
import type { Finding } from './finding.ts';

/** ExposeProtoCasing and ExposeInvalidFormat (dockerfile2llb/convert_expose.go, parsePort). */
export function checkExposedPort({ text, protocol, hasHostPart }: WrittenPort): readonly Finding[] {
  const findings: Finding[] = [];
  if (protocol !== protocol.toLowerCase()) {
    const message = `Defined protocol '${text}' in EXPOSE instruction should be lowercase`;
    findings.push({ rule: 'ExposeProtoCasing', message });
  }
  if (hasHostPart) {
    const message = `EXPOSE instruction should not define an IP address or host-port mapping, found '${text}'`;
    findings.push({ rule: 'ExposeInvalidFormat', message });
  }
  return findings;
}
