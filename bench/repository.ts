import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextUse } from '../analyzer/context-use/context-use.ts';
import { buildContexts } from '../analyzer/discover/build-contexts.ts';
import { buildTexts } from '../analyzer/discover/build-texts.ts';
import { discoverBuilds } from '../analyzer/discover/discover-builds.ts';
import { diskFileTree } from '../analyzer/discover/disk-file-tree.ts';
import { repositoryTree } from '../analyzer/discover/repository-tree.ts';
import { walk } from '../analyzer/discover/walk.ts';
import { planRepository } from '../analyzer/graph/plan-repository.ts';
import { measureAffected } from './affected.ts';
import { commitAll, inNewFolder, makeRepository } from './make-repository.ts';
import { shortestTime, type Measurement } from './measurement.ts';
import { peakMemory, timeCommand } from './run-command.ts';

/** A repository of a hundred thousand files, held against what git takes for it. */
export function measureRepository(): readonly Measurement[] {
  return inNewFolder((root) => {
    makeRepository(root, { files: 100_000, dockerfiles: 300 });
    appendFileSync(join(root, 'services/group-1/service-1/src/file-0.ts'), '// changed\n');
    commitAll(root);
    const status = timeCommand(5, 'git', ['status'], { cwd: root });
    return [
      { name: 'git status on 100,000 files', value: status, unit: 'ms' },
      {
        name: 'its 300 builds found, planned, their files selected',
        value: shortestTime(3, () => selectAll(root)),
        unit: 'ms',
        reference: { name: 'three times git status', value: 3 * status },
      },
      ...measureAffected(root, 'these'),
      {
        name: 'memory for affected',
        value: peakMemory(['affected', '--since', 'HEAD~1'], { cwd: root }),
        unit: 'MB',
        reference: { name: 'goal', value: 500 },
      },
    ];
  });
}

/** Everything up to the files that each step takes. */
function selectAll(root: string): void {
  const tree = repositoryTree(diskFileTree(root));
  const { builds } = discoverBuilds(tree, walk(tree).files);
  const { texts } = buildTexts(tree, builds);
  const contexts = buildContexts(tree);
  let uses = 0;
  for (const { build, outcome } of planRepository(builds, ({ id }) => texts.get(id)?.text ?? null).plans) {
    if (outcome.kind === 'planned') uses += contextUse(outcome.plan, (name) => contexts.viewOf(build, name)).length;
  }
  if (uses !== 900) throw new Error(`${uses} steps take files`);
}
