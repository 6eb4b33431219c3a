import type { KeyValue } from '../../dockerfile/instruction.ts';
import type { Finding } from './finding.ts';

/** LegacyKeyValueFormat: `ENV key value` (dockerfile2llb/convert.go, dispatchEnv and dispatchLabel). */
export function checkKeyValueFormat(written: string, pair: KeyValue): Finding | null {
  if (!pair.isLegacy) return null;
  const message = `"${written} key=value" should be used instead of legacy "${written} key value" format`;
  return { rule: 'LegacyKeyValueFormat', message };
}
