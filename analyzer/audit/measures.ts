import type { Share, Size } from '../configuration/configuration.ts';

const units: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1000],
  ['KB', 1000],
  ['MB', 1000 ** 2],
  ['GB', 1000 ** 3],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
]);

/** A size of the configuration in bytes. */
export function bytesOf(size: Size): number {
  if (typeof size === 'number') return size;
  const unit = /[A-Za-z]+$/.exec(size)?.[0] ?? 'B';
  return Math.floor(Number.parseFloat(size) * (units.get(unit) ?? 1));
}

/** The most steps that a share of some is: `50%` of 7 are 3. */
export function stepsOf(share: Share, all: number): number {
  // A digit more than percentages are written with: 33.3% of 1000 are 333, and not 332.99….
  return typeof share === 'number' ? share : Math.floor((Number.parseFloat(share) * all) / 100 + 1e-9);
}
