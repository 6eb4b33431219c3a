import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inNewFolder } from './make-repository.ts';
import { makeDockerfiles } from './make-dockerfiles.ts';
import type { Measurement } from './measurement.ts';
import { layerfall, timeInTurn, type Call } from './run-command.ts';

/** Whole commands, from start to exit. */
export function measureCommandLine(): readonly Measurement[] {
  return inNewFolder((folder) => {
    const paths = makeDockerfiles(1000).map((text, index) => {
      const path = join(folder, `Dockerfile.${index}`);
      writeFileSync(path, text);
      return path;
    });
    const [first = ''] = paths;
    const input = `${paths.join('\n')}\n`;
    const calls: readonly Call[] = [
      [process.execPath, '-e', '0'],
      [process.execPath, layerfall, '--help'],
      [process.execPath, layerfall, 'plan', first],
      [process.execPath, layerfall, 'plan', '--batch'],
    ];
    const [node, help, plan, batch] = timeInTurn(9, calls, { input });
    if (node === undefined || help === undefined || plan === undefined || batch === undefined) {
      throw new Error('nothing was timed');
    }
    const buildkit = { name: 'BuildKit', value: 1 };
    return [
      { name: 'node -e 0, start to exit', value: node.wall, unit: 'ms' },
      { name: 'layerfall --help', value: help.wall, unit: 'ms', reference: { name: 'goal', value: 100 } },
      { name: 'layerfall plan on one file', value: plan.wall, unit: 'ms', reference: { name: 'goal', value: 150 } },
      {
        name: 'processor time of --help, without that of node -e 0',
        value: help.processor - node.processor,
        unit: 'ms',
      },
      { name: 'of plan on one file, likewise', value: plan.processor - node.processor, unit: 'ms' },
      {
        name: 'layerfall plan --batch over 1,000 files, a file',
        value: (batch.wall - node.wall) / paths.length,
        unit: 'ms',
        reference: buildkit,
      },
      {
        name: 'the same in processor time',
        value: (batch.processor - node.processor) / paths.length,
        unit: 'ms',
        reference: buildkit,
      },
    ];
  });
}
