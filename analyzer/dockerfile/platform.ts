/** A platform in its parts; empty where a part is not given. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
  readonly osVersion: string;
  /** In the order written. */
  readonly osFeatures: readonly string[];
}

const knownSystems = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(
    ' ',
  ),
);
const knownArchitectures = new Set(
  [
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32',
    'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm',
  ]
    .join(' ')
    .split(' '),
);

const partForm = /^[A-Za-z0-9_.-]+$/;
const systemForm = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/;

/**
 * Reads `os[(version)]`, `arch`, `os/arch` or `os/arch/variant`; what is not said is that of a linux/amd64 builder. Null
 * when it is no platform.
 *
 * Source: github.com/containerd/platforms, platforms.go (Parse) and database.go.
 */
export function parsePlatform(text: string): Platform | null {
  const parts = text.split('/', 5);
  const [first = '', second, third] = parts;
  const system = systemForm.exec(first);
  if (system === null || parts.length > 3 || !parts.slice(1).every((part) => partForm.test(part))) return null;
  const os = normalizeSystem(system[1] ?? '');
  const osVersion = decodeOption(system[2] ?? '');
  const writtenFeatures = (system[3] ?? '').split('+').slice(1);
  const features = writtenFeatures.map(decodeOption);
  if (osVersion === null || features.includes(null) || writtenFeatures.includes('')) return null;
  const rest = { osVersion, osFeatures: features.filter((feature): feature is string => feature !== null) };
  if (second === undefined) {
    if (knownSystems.has(os)) return { os, architecture: 'amd64', variant: '', ...rest };
    const alone = normalizeArchitecture(first, '');
    if (!knownArchitectures.has(alone.architecture)) return null;
    return { os: 'linux', ...withoutDefaultVariant(alone), ...rest };
  }
  if (third === undefined) return { os, ...withoutDefaultVariant(normalizeArchitecture(second, '')), ...rest };
  const full = normalizeArchitecture(second, third);
  const variant = full.architecture === 'arm64' && full.variant === '' ? 'v8' : full.variant;
  return { os, architecture: full.architecture, variant, ...rest };
}

function decodeOption(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function normalizeSystem(os: string): string {
  const lower = os.toLowerCase();
  return lower === 'macos' ? 'darwin' : lower;
}

interface Architecture {
  readonly architecture: string;
  readonly variant: string;
}

function withoutDefaultVariant({ architecture, variant }: Architecture): Architecture {
  return { architecture, variant: architecture === 'arm' && variant === 'v7' ? '' : variant };
}

const armVariants: ReadonlyMap<string, string> = new Map([
  ['', 'v7'],
  ['7', 'v7'],
  ['5', 'v5'],
  ['6', 'v6'],
  ['8', 'v8'],
]);
const arm64Variants: ReadonlyMap<string, string> = new Map([
  ['8', ''],
  ['v8', ''],
  ['v8.0', ''],
  ['9', 'v9'],
  ['9.0', 'v9'],
  ['v9.0', 'v9'],
]);

function normalizeArchitecture(written: string, writtenVariant: string): Architecture {
  const architecture = written.toLowerCase();
  const variant = writtenVariant.toLowerCase();
  switch (architecture) {
    case 'i386':
      return { architecture: '386', variant: '' };
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return { architecture: 'amd64', variant: variant === 'v1' ? '' : variant };
    case 'aarch64':
    case 'arm64':
      return { architecture: 'arm64', variant: arm64Variants.get(variant) ?? variant };
    case 'armhf':
      return { architecture: 'arm', variant: 'v7' };
    case 'armel':
      return { architecture: 'arm', variant: 'v6' };
    case 'arm':
      return { architecture, variant: armVariants.get(variant) ?? variant };
    default:
      return { architecture, variant };
  }
}

/** The same platform in its one canonical spelling, `linux/arm64/v8` being `linux/arm64` (platforms.Normalize). */
export function normalizePlatform(platform: Platform): Platform {
  const { architecture, variant } = normalizeArchitecture(platform.architecture, platform.variant);
  const osFeatures = inOrder(platform.osFeatures);
  return { ...platform, os: normalizeSystem(platform.os), architecture, variant, osFeatures };
}

function inOrder(features: readonly string[]): readonly string[] {
  if (features.length < 2) return features;
  return [...new Set(features)].sort();
}

/** `os/arch[/variant]`, with the version and features of the system behind it: `windows(10.0.17763)/amd64` (FormatAll). */
export function formatPlatform(platform: Platform): string {
  if (platform.os === '') return 'unknown';
  let text = `${platform.os}${formatOptions(platform)}`;
  for (const part of [platform.architecture, platform.variant]) {
    // Go joins them as a path, in which a dot is nothing.
    if (part !== '' && part !== '.') text += `/${part}`;
  }
  return text;
}

function formatOptions({ osVersion, osFeatures }: Platform): string {
  if (osVersion === '' && osFeatures.length === 0) return '';
  return `(${[osVersion, ...inOrder(osFeatures)].map(encodeOption).join('+')})`;
}

/** Only what the spelling of a platform uses itself is encoded. */
function encodeOption(text: string): string {
  return text.replace(/[%+()/]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
