import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureAffected } from './affected.ts';
import { makeDockerfiles } from './make-dockerfiles.ts';
import { commitAll, inNewFolder } from './make-repository.ts';
import type { Measurement } from './measurement.ts';
import { layerfall, library, peakMemory, timeCommand } from './run-command.ts';

const goal = 30_000;

/** A repository of 700 Dockerfiles: its analysis, its report with every page, and a commit like those that bump a version. */
export function measureReport(): readonly Measurement[] {
  return inNewFolder((root) => {
    makeServices(root, 700);
    commitVersion(root);
    const analyze = ['analyze', root, '--quiet', '--output', join(root, 'analysis.json')];
    const report = ['report', root, '--quiet', '--output', join(root, '_report')];
    return [
      ...measureAffected(root, '700 Dockerfiles, a version bumped in 20'),
      {
        name: 'the analysis alone there',
        value: Math.min(...Array.from({ length: 3 }, () => timeAnalysis(root))),
        unit: 'ms',
        reference: { name: 'a tenth of the goal for a report', value: goal / 10 },
      },
      {
        name: 'layerfall analyze, with start and 30 MB of JSON',
        value: timeCommand(3, process.execPath, [layerfall, ...analyze]),
        unit: 'ms',
      },
      { name: 'memory for that', value: peakMemory(analyze), unit: 'MB' },
      {
        name: 'layerfall report there',
        value: timeCommand(2, process.execPath, [layerfall, ...report]),
        unit: 'ms',
        reference: { name: 'goal', value: goal },
      },
      { name: 'memory for that', value: peakMemory(report), unit: 'MB', reference: { name: 'goal', value: 1500 } },
    ];
  });
}

/** Milliseconds from a folder to its report in memory, in a process of its own, the engine set up as the command does it. */
function timeAnalysis(root: string): number {
  const script = `
    import { analyze, diskFileTree, repositoryTree } from ${JSON.stringify(library)};
    const start = performance.now();
    analyze(repositoryTree(diskFileTree(${JSON.stringify(root)})), { title: 'bench', version: '0' });
    process.stdout.write(String(performance.now() - start));`;
  const flags = ['--interrupt-budget=1000000', '--sparkplug', '--input-type=module'];
  return Number(execFileSync(process.execPath, [...flags, '--eval', script], { encoding: 'utf8' }));
}

function makeServices(root: string, count: number): void {
  for (const [index, text] of makeDockerfiles(count).entries()) {
    const service = serviceFolder(root, index);
    mkdirSync(join(service, 'src'), { recursive: true });
    writeFileSync(join(service, 'Dockerfile'), text);
    for (const path of ['src/main.c', 'assets', 'more assets', 'package.json', 'package-lock.json', 'pom.xml']) {
      writeFileSync(join(service, path), `${index}\n`);
    }
  }
  writeFileSync(join(root, '.gitignore'), '_report\nanalysis.json\n');
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  commitAll(root);
}

/** As a repository of images does it every week: a manifest and some of the Dockerfiles. */
function commitVersion(root: string): void {
  writeFileSync(join(root, 'versions.json'), '{ "version": "2" }\n');
  for (let index = 0; index < 20; index++) {
    appendFileSync(join(serviceFolder(root, index), 'Dockerfile'), 'ENV VERSION=2\n');
  }
  commitAll(root);
}

function serviceFolder(root: string, index: number): string {
  return join(root, `group-${index % 20}`, `service-${index}`);
}
