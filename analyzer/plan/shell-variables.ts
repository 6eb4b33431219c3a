import type { VariableLog } from './variable-log.ts';

/**
 * Writes down which declared variables the texts of the instruction `by` name as `$NAME` or `${NAME…}`: a shell expands
 * them, in the build or in a container. `declaredBy` tells where a name was declared, as far as that shell sees it.
 */
export function noteShellVariables(
  variables: VariableLog,
  texts: Iterable<string>,
  by: number,
  declaredBy: (name: string) => number | null | undefined,
): void {
  for (const text of texts) {
    if (!text.includes('$')) continue;
    for (const [, name] of text.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
      if (name !== undefined) variables.use(name, declaredBy(name), by);
    }
  }
}
