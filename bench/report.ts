import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDockerfiles } from './make-dockerfiles.ts';
import { inNewFolder } from './make-repository.ts';
import type { Measurement } from './measurement.ts';
import { layerfall, peakMemory, timeCommand } from './run-command.ts';

/** The report of a repository of 700 Dockerfiles, every page of it. */
export function measureReport(): readonly Measurement[] {
  return inNewFolder((root) => {
    for (const [index, text] of makeDockerfiles(700).entries()) {
      const service = join(root, `group-${index % 20}`, `service-${index}`);
      mkdirSync(join(service, 'src'), { recursive: true });
      writeFileSync(join(service, 'Dockerfile'), text);
      for (const path of ['src/main.c', 'assets', 'more assets', 'package.json', 'package-lock.json', 'pom.xml']) {
        writeFileSync(join(service, path), `${index}\n`);
      }
    }
    const words = ['report', root, '--quiet', '--output', join(root, '_report')];
    return [
      {
        name: 'layerfall report on 700 Dockerfiles',
        value: timeCommand(2, process.execPath, [layerfall, ...words]),
        unit: 'ms',
        reference: { name: 'goal', value: 30_000 },
      },
      {
        name: 'memory for that',
        value: peakMemory(words),
        unit: 'MB',
        reference: { name: 'goal', value: 1500 },
      },
    ];
  });
}
