import type { HistoryEntry } from './image-config.ts';
import type { StageCommand, StageState } from './stage-state.ts';

/** Adds a line to the image's history; one with a layer is marked as BuildKit's (dockerfile2llb, commitToHistory). */
export function commit(state: StageState, command: StageCommand, by: string, layer: 'none' | 'layer' | 'step'): void {
  const entry: HistoryEntry = {
    by: layer === 'step' ? `${by} # buildkit` : by,
    isEmpty: layer === 'none',
    instruction: command.index,
    stage: state.stage,
  };
  state.image.history.entries.push(entry);
}
