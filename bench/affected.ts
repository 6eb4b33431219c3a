import type { Measurement } from './measurement.ts';
import { layerfall, timeInTurn } from './run-command.ts';

/** What a change since the last commit but one affects, held against what git takes to find that change. */
export function measureAffected(root: string, what: string): readonly Measurement[] {
  const calls = [
    ['git', 'status'],
    ['git', 'diff', '--raw', 'HEAD~1'],
    [process.execPath, layerfall, 'affected', '--since', 'HEAD~1'],
  ] as const;
  // git writes down when it looked at what was just committed: the first call is another one than all that follow.
  timeInTurn(1, calls, { cwd: root });
  const [status, diff, affected] = timeInTurn(7, calls, { cwd: root });
  if (status === undefined || diff === undefined || affected === undefined) throw new Error('nothing was timed');
  const name = `layerfall affected --since HEAD~1 on ${what}`;
  return [
    {
      name,
      value: affected.wall,
      unit: 'ms',
      reference: { name: 'twice git status and git diff', value: 2 * (status.wall + diff.wall) },
    },
    {
      name: 'the same in processor time',
      value: affected.processor,
      unit: 'ms',
      reference: { name: 'twice theirs', value: 2 * (status.processor + diff.processor) },
    },
  ];
}
