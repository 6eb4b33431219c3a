/** Ends of names of files that people edit every day. */
const sourceEnds =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|css|s[ac]ss|less|html?|py|pyi|go|rs|java|kt|scala|groovy|cs|fs|vb|razor|cshtml|php|rb|erb|ex|exs|c|cc|cpp|h|hpp|swift|dart|clj|hs|lua|pl)$/i;

/** Files that set up a build, whatever language they are written in. */
const setUpNames = /^(?:setup\.py|conftest\.py|build\.rs|[\w.-]+\.config\.[cm]?[jt]s|\..*)$/;

/** Whether a path of a repository is source: not what a dependency manager reads, nor what stands in a hidden folder. */
export function isSourceFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return sourceEnds.test(name) && !setUpNames.test(name) && !/(?:^|\/)\.[^./]/.test(path);
}
