import type { Ingredient } from '../cache/key.ts';

/** What every COPY has alike, or what only BuildKit counts: no help to a reader. */
const technical = /(?:^|: )(?:follow links|folder contents|inputs|make parents|wildcard)$/;

/** As `execIngredients` writes a mount down, as far as it is told. */
interface MountValue {
  readonly type: string;
  readonly dest: string;
  readonly isReadonly: boolean;
  readonly secret?: { readonly id: string };
  readonly ssh?: { readonly id: string };
}

/** An ingredient of a key in words: `mount: cache at /root/.npm`; null for one that is no help to a reader. */
export function ingredientText({ name, value }: Ingredient): string | null {
  if (technical.test(name)) return null;
  if (name === 'mount') {
    const text = mountText(JSON.parse(value) as MountValue);
    return text === null ? null : `mount: ${text}`;
  }
  if (name === 'secret') {
    const [id, variable] = JSON.parse(value) as readonly [string, string];
    return `secret: ${id} in the variable ${variable}, whatever its value`;
  }
  if (name === 'user' && value === '') return 'user: none is set';
  return `${name}: ${value}`;
}

/** null: the root file system. */
function mountText({ type, dest, isReadonly, secret, ssh }: MountValue): string | null {
  if (dest === '/') return null;
  switch (type) {
    case 'SECRET':
      return `secret ${secret?.id ?? ''} at ${dest}, whatever it holds`;
    case 'SSH':
      return `ssh agent ${ssh?.id ?? ''} at ${dest}`;
    case 'CACHE':
      return `cache at ${dest}, whatever it holds`;
    case 'BIND':
      return `bind at ${dest}, ${isReadonly ? 'read-only' : 'writable'}`;
    default:
      return `${type.toLowerCase()} at ${dest}`;
  }
}
