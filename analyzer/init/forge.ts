import type { Survey } from './survey.ts';

/** Where a repository is hosted, as far as Layerfall can set up its CI. */
export type Forge = 'github' | 'gitlab';

export const forgeNames: readonly Forge[] = ['github', 'gitlab'];

/** The host and the path of a git remote: `git@github.com:owner/shop.git`, `https://gitlab.example/group/shop`. */
interface Remote {
  readonly host: string;
  readonly path: string;
}

/** Takes a remote's address apart; null for a path or what is none. */
export function parseRemote(address: string): Remote | null {
  const url = /^(?:https?|ssh|git|git\+ssh|git\+https):\/\/(?:[^@/\s]*@)?([\w.-]+)(?::\d+)?\/(\S+)$/.exec(address);
  const short = url ?? /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(\S+)$/.exec(address);
  const [, host = '', path = ''] = short ?? [];
  return host === '' ? null : { host: host.toLowerCase(), path: path.replace(/^\/|\/$/g, '').replace(/\.git$/, '') };
}

/** Where a repository is hosted: by its remote, else by what stands in it; both where both do, in that order. */
export function forgesOf(
  { hasGithubFolder, hasGitlabPipeline }: Pick<Survey, 'hasGithubFolder' | 'hasGitlabPipeline'>,
  remote: string,
): readonly Forge[] {
  const host = parseRemote(remote)?.host ?? '';
  const named = forgeNames.filter((forge) => host.split('.').some((part) => part.startsWith(forge)));
  if (named.length > 0) return named;
  return forgeNames.filter((forge) => (forge === 'github' ? hasGithubFolder : hasGitlabPipeline));
}
