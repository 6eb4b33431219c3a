import type { PlannedBuild } from '../../analyzer/report/report.ts';
import type { Fact } from './runs-as.ts';
import { bytes, plural, visible } from './words.ts';

/** What a build's context holds, what its ignore file holds back, and whether git's own folder is taken. */
export function contextFacts({ context, instructions, steps }: PlannedBuild): readonly Fact[] {
  if (context.kind !== 'directory') return [];
  const gitLines = context.gitSteps.map((id) => instructions[steps[id]?.instruction ?? -1]?.range.start.line ?? 1);
  return [
    {
      name: 'Files',
      value: `${plural(context.files, 'file')}, ${bytes(context.bytes)}`,
      note: 'what a build may take',
    },
    {
      name: 'Ignore file',
      value: context.ignoreFile === '' ? 'none' : visible(context.ignoreFile),
      note:
        context.ignoreFile === ''
          ? ''
          : `holds back ${plural(context.ignoredFiles, 'file')}, ${bytes(context.ignoredBytes)}`,
    },
    ...(gitLines.length === 0
      ? []
      : [
          {
            name: 'Git’s own folder',
            value: `taken in ${gitLines.length === 1 ? 'line' : 'lines'} ${gitLines.join(', ')}`,
            note: 'each commit changes .git and rebuilds what takes it; a line “.git” in the ignore file leaves it out',
          },
        ]),
  ];
}
