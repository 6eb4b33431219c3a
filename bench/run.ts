/** Measures, prints figures and ratios, and writes them to docs/benchmarks.md with the machine that they are of. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from './measurement.ts';

type Measure = () => readonly Measurement[] | Promise<readonly Measurement[]>;

/** Each is loaded on its own: a name as argument runs only that one, and writes nothing. */
const benches: readonly (readonly [name: string, load: () => Promise<Measure>])[] = [
  ['front-end', async () => (await import('./front-end.ts')).measureFrontEnd],
  ['command-line', async () => (await import('./command-line.ts')).measureCommandLine],
  ['repository', async () => (await import('./repository.ts')).measureRepository],
  ['report', async () => (await import('./report.ts')).measureReport],
  ['browser', async () => (await import('./browser.ts')).measureBrowser],
  ['propagation', async () => (await import('./propagation.ts')).measurePropagation],
];

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3);
}

/** Processes that wanted to run in the last minute. */
function loadNow(): number {
  return loadavg()[0] ?? 0;
}

function row({ name, value, unit, reference }: Measurement): string {
  const against = reference === undefined ? '' : `${reference.name}: ${figure(reference.value)} ${unit}`;
  const ratio = reference === undefined ? '' : figure(value / reference.value);
  return `| ${name} | ${figure(value)} ${unit} | ${against} | ${ratio} |`;
}

const [only] = process.argv.slice(2);
const rows: string[] = [];
const load = [loadNow()];
for (const [name, load] of benches) {
  if (only !== undefined && only !== name) continue;
  const measure = await load();
  for (const measurement of await measure()) {
    rows.push(row(measurement));
    process.stdout.write(`${rows.at(-1)}\n`);
  }
}
if (only === undefined) {
  load.push(loadNow());
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}`;
  const text = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`: the shortest of several runs. A ratio below 1 is better than what it is held against.',
    '',
    `Machine: ${machine}. Others that used it meanwhile make a load above 1: ${load.map(figure).join(' at first, ')} at last.`,
    '',
    '| Measured | Figure | Held against | Ratio |',
    '|---|---:|---|---:|',
    ...rows,
    '',
  ].join('\n');
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'benchmarks.md'), text);
}
