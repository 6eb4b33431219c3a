import type { Conversion } from './conversion.ts';
import type { StageCommand, StageState } from './stage-state.ts';

/** Writes down which declared variables the text of a RUN names as `$NAME` or `${NAME…}`. The shell expands them. */
export function noteShellVariables(
  conversion: Conversion,
  state: StageState,
  command: StageCommand,
  texts: readonly string[],
): void {
  for (const text of texts) {
    if (!text.includes('$')) continue;
    for (const [, name] of text.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
      if (name !== undefined) conversion.variables.use(name, state.env.declaredBy(name), command.index);
    }
  }
}
