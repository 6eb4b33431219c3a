import { gitRecords, runGit } from './run-git.ts';

/**
 * The blob ids that git's index holds for files that are on disk as they were staged: path below `folder` → id. Empty
 * outside a repository.
 *
 * A file whose stat data differ from the index is left out, whether its bytes changed or not: whoever asks hashes it.
 */
export function readGitIndex(folder: string): ReadonlyMap<string, string> {
  const staged = runGit(folder, ['ls-files', '--stage', '-z']);
  const changed = staged === null ? null : runGit(folder, ['diff-files', '--name-only', '--relative', '-z']);
  const ids = new Map<string, string>();
  if (staged === null || changed === null) return ids;
  for (const record of gitRecords(staged)) {
    // `mode id stage<TAB>path`; stages above 0 are a conflict, and mode 160000 a submodule's commit.
    const tab = record.indexOf('\t');
    const [mode, id, stage] = record.slice(0, tab).split(' ');
    if (stage === '0' && id !== undefined && mode !== '160000') ids.set(record.slice(tab + 1), id);
  }
  for (const path of gitRecords(changed)) ids.delete(path);
  return ids;
}
