import type { ContextView } from '../context/context-view.ts';
import { selectFiles } from '../context/select-files.ts';
import type { Selection, Selections } from './selection.ts';

/** Builds that share a context take the same files of it by the same selector: they are listed once. */
const knownSelections = new WeakMap<ContextView, Map<string, Selection>>();

/** Selections from build contexts by the name of their source: that of `local://context` is `context`. */
export function contextSelections(views: (name: string) => ContextView | null): Selections {
  return (source, selector) => {
    const view = views(source.identifier.slice('local://'.length));
    if (view === null) return null;
    const known = knownSelections.get(view) ?? new Map<string, Selection>();
    knownSelections.set(view, known);
    const key = JSON.stringify(selector);
    const selection = known.get(key) ?? selectFiles(view, selector);
    known.set(key, selection);
    return selection;
  };
}
