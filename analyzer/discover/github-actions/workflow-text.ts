import type { VariableValue } from '../../shell/shell-word.ts';
import { evaluateExpression, scalarText, type ContextLookup } from './expression.ts';

/** A text of a workflow with its expressions replaced. */
export interface WorkflowText {
  /** With what is not known left as written. */
  readonly text: string;
  readonly unresolved: readonly string[];
}

/** Replaces each `${{ … }}` of a text. */
export function resolveText(written: string, lookup: ContextLookup): WorkflowText {
  const unresolved: string[] = [];
  const text = replaceExpressions(written, (expression, whole) => {
    const found = evaluateExpression(expression, lookup);
    const known = 'value' in found ? scalarText(found.value) : undefined;
    if (known !== undefined) return known;
    unresolved.push('reason' in found ? found.reason : `${whole} is no text`);
    return whole;
  });
  return { text, unresolved };
}

/** The same for a script: what is not known becomes a shell variable whose name tells why in `unknown`. */
export function resolveScript(written: string, lookup: ContextLookup, unknown: Map<string, VariableValue>): string {
  return replaceExpressions(written, (expression, whole) => {
    const found = evaluateExpression(expression, lookup);
    const known = 'value' in found ? scalarText(found.value) : undefined;
    if (known !== undefined) return known;
    const name = `WORKFLOW_UNKNOWN_${unknown.size}`;
    unknown.set(name, { reason: 'reason' in found ? found.reason : `${whole} is no text`, written: whole });
    return `\${${name}}`;
  });
}

function replaceExpressions(text: string, replace: (expression: string, whole: string) => string): string {
  let result = '';
  let index = 0;
  for (;;) {
    const open = text.indexOf('${{', index);
    const close = open === -1 ? -1 : text.indexOf('}}', open);
    if (close === -1) return result + text.slice(index);
    result += text.slice(index, open) + replace(text.slice(open + 3, close), text.slice(open, close + 2));
    index = close + 2;
  }
}
