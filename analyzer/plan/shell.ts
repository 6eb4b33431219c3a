import type { StageState } from './stage-state.ts';

/** A command in shell form as the arguments of the stage's SHELL (dockerfile2llb/convert.go, withShell). */
export function withShell(state: StageState, args: readonly string[]): readonly string[] {
  const { shell } = state.image;
  const windows = ['cmd', '/S', '/C'];
  const start = shell.length > 0 ? shell : state.platform?.os === 'windows' ? windows : ['/bin/sh', '-c'];
  return [...start, args.join(' ')];
}
