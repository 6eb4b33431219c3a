import type { PlannedBuild } from '../../analyzer/report/report.ts';
import type { Fact } from './runs-as.ts';
import { bytes, plural, visible } from './words.ts';

/** Files under a head, folded. */
export interface FileFold {
  readonly label: string;
  readonly total: string;
  readonly files: readonly { readonly path: string; readonly size: string }[];
  /** `and 3 smaller files`; empty for none. */
  readonly more: string;
}

/** As many files as are listed of one step: more are read nowhere, and the largest stand first. */
const maxListed = 50;

/** What each step takes from the context. */
export function takenFolds({ context, steps }: PlannedBuild): readonly FileFold[] {
  return context.taken.map(({ step, files }) => {
    const total = steps[step]?.context ?? { files: 0, bytes: 0 };
    const rest = total.files - Math.min(maxListed, files.length);
    return {
      label: visible(steps[step]?.label ?? ''),
      total: `${plural(total.files, 'file')}, ${bytes(total.bytes)}`,
      files: files.slice(0, maxListed).map((file) => ({ path: visible(file.path), size: bytes(file.bytes) })),
      more: rest > 0 ? `and ${plural(rest, 'smaller file')}` : '',
    };
  });
}

/** What each line of the ignore file holds back, in its order. */
export function ignoredFolds({ context }: PlannedBuild): readonly FileFold[] {
  return context.ignored.map(({ line, pattern, files, bytes: size, entries, named }) => ({
    label: visible(`line ${line}: ${pattern}`),
    total: files === 0 ? 'git’s own folder' : `${plural(files, 'file')}, ${bytes(size)}`,
    files: named.map((held) => ({
      path: visible(held.path),
      size: held.files > 1 ? `${plural(held.files, 'file')}, ${bytes(held.bytes)}` : bytes(held.bytes),
    })),
    more: entries > named.length ? `and ${plural(entries - named.length, 'smaller one')}` : '',
  }));
}

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
