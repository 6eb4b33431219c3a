import type { ContextView } from '../context/context-view.ts';
import { selectFiles } from '../context/select-files.ts';
import type { Selection, Selections } from './selection.ts';

/** Selections from build contexts by the name of their source: that of `local://context` is `context`. */
export function contextSelections(views: (name: string) => ContextView | null): Selections {
  const known = new Map<string, Selection | null>();
  return (source, selector) => {
    const name = source.identifier.slice('local://'.length);
    const key = JSON.stringify([name, selector]);
    let selection = known.get(key);
    if (selection === undefined) {
      const view = views(name);
      selection = view === null ? null : selectFiles(view, selector);
      known.set(key, selection);
    }
    return selection;
  };
}
