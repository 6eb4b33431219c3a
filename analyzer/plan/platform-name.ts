import { formatPlatform, type Platform } from '../dockerfile/platform.ts';

/** `os/arch[/variant]`; null stays null. */
export function platformName(platform: Platform | null): string | null {
  return platform === null ? null : formatPlatform(platform);
}
