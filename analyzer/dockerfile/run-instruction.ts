import { readFlags, type KnownFlags } from './build-flags.ts';
import { readCommandLine } from './command-instructions.ts';
import { checkDevice } from './device.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import type { RunInstruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';
import { checkUnexpandedMount } from './mount.ts';

const none: readonly never[] = [];

const runFlags: KnownFlags = new Map([
  ['device', 'list'],
  ['mount', 'list'],
  ['network', 'string'],
  ['security', 'string'],
]);

/** RUN (frontend/dockerfile/instructions/parse.go, parseRun, and the hooks in commands_run*.go). */
export function readRun({ base, statement }: InstructionSource): RunInstruction | Flaw {
  const flags = readFlags(statement.flags, runFlags);
  if (isFlaw(flags)) return flags;
  const devices = flags.get('device') ?? none;
  const mounts = flags.get('mount') ?? none;
  const network = readNetwork(flags.get('network')?.[0] ?? 'default');
  const security = readSecurity(flags.get('security')?.[0] ?? 'sandbox');
  const placed = (flaw: Flaw, prefix: string): Flaw => {
    const flag = statement.flags.findIndex((each) => each.startsWith(prefix));
    return flag === -1 ? flaw : { ...flaw, place: { flag } };
  };
  for (const device of devices) {
    const flaw = checkDevice(device);
    if (flaw !== null) return placed(flaw, `--device=${device}`);
  }
  for (const mount of mounts) {
    const flaw = checkUnexpandedMount(mount);
    if (flaw !== null) return placed(flaw, `--mount=${mount}`);
  }
  if (isFlaw(network)) return placed(network, '--network=');
  if (isFlaw(security)) return placed(security, '--security=');
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'RUN',
    command: readCommandLine(statement),
    mounts,
    network,
    security,
    devices,
  };
}

function readNetwork(value: string): RunInstruction['network'] | Flaw {
  if (value === 'default' || value === 'none' || value === 'host') return value;
  return { message: `There is no network mode "${value}".`, hint: '--network is default, none or host.' };
}

function readSecurity(value: string): RunInstruction['security'] | Flaw {
  if (value === 'sandbox' || value === 'insecure') return value;
  return { message: `There is no security mode "${value}".`, hint: '--security is sandbox or insecure.' };
}
