import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inNewFolder } from './make-repository.ts';
import { makeDockerfiles } from './make-dockerfiles.ts';
import type { Measurement } from './measurement.ts';
import { layerfall, timeCommand } from './run-command.ts';

/** Whole commands, from start to exit. */
export function measureCommandLine(): readonly Measurement[] {
  return inNewFolder((folder) => {
    const paths = makeDockerfiles(1000).map((text, index) => {
      const path = join(folder, `Dockerfile.${index}`);
      writeFileSync(path, text);
      return path;
    });
    const [first = ''] = paths;
    const time = (words: readonly string[], input = ''): number => timeCommand(9, process.execPath, words, { input });
    const node = time(['-e', '0']);
    const batch = time([layerfall, 'plan', '--batch'], `${paths.join('\n')}\n`);
    return [
      { name: 'node -e 0, start to exit', value: node, unit: 'ms' },
      {
        name: 'layerfall --help',
        value: time([layerfall, '--help']),
        unit: 'ms',
        reference: { name: 'goal', value: 100 },
      },
      {
        name: 'layerfall plan on one file',
        value: time([layerfall, 'plan', first]),
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
  });
}
