import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDockerfiles } from './make-dockerfiles.ts';
import { median, type Measurement } from './measurement.ts';

const program = join(import.meta.dirname, '..', 'dist', 'layerfall.js');

/** Whole commands, from start to exit. */
export function measureCommandLine(): readonly Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'layerfall-bench-'));
  try {
    const texts = makeDockerfiles(1000);
    const paths = texts.map((text, index) => {
      const path = join(folder, `Dockerfile.${index}`);
      writeFileSync(path, text);
      return path;
    });
    const [first = ''] = paths;
    const node = time(['-e', '0'], '');
    const batch = time([program, 'plan', '--batch'], `${paths.join('\n')}\n`);
    return [
      { name: 'node -e 0, start to exit', value: node, unit: 'ms' },
      {
        name: 'layerfall --help',
        value: time([program, '--help'], ''),
        unit: 'ms',
        reference: { name: 'goal', value: 100 },
      },
      {
        name: 'layerfall plan on one file',
        value: time([program, 'plan', first], ''),
        unit: 'ms',
        reference: { name: 'goal', value: 150 },
      },
      {
        name: 'layerfall plan --batch over 1,000 files, a file',
        value: (batch - node) / paths.length,
        unit: 'ms',
        reference: { name: 'BuildKit', value: 1 },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function time(words: readonly string[], input: string): number {
  const taken = Array.from({ length: 5 }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, words, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
    if (status !== 0) throw new Error(`node ${words.join(' ')} exited with ${status}: ${stderr}`);
    return performance.now() - start;
  });
  return median(taken);
}
