import type { ContextView } from '../context/context-view.ts';
import { judgePath } from '../context/ignore-file.ts';

/** Whether a path of a context, there or not, would be held back. */
export function isHeldBack({ ignore }: ContextView, path: string): boolean {
  return ignore !== null && judgePath(ignore, path).isIgnored;
}
