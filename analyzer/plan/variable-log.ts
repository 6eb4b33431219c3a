import type { Variable } from './variable.ts';

type VariableDraft = Omit<Variable, 'isInContainer' | 'usedBy'>;

/** Writes down every ARG and ENV as it is declared, and who uses it. */
export interface VariableLog {
  readonly declare: (variable: VariableDraft) => void;
  /** `by` uses what the instruction `declaredBy` set under that name; unknown declarations are passed over. */
  readonly use: (name: string, declaredBy: number | null | undefined, by: number) => void;
  /** `isInContainer` tells which of the declared variables the finished image shows. */
  readonly finish: (isInContainer: (variable: VariableDraft) => boolean) => readonly Variable[];
}

/** An empty log. */
export function variableLog(): VariableLog {
  const drafts: VariableDraft[] = [];
  const users = new Map<string, Set<number>>();
  return {
    declare: (variable) => {
      drafts.push(variable);
    },
    use: (name, declaredBy, by) => {
      if (declaredBy === null || declaredBy === undefined || declaredBy === by) return;
      const place = placeOf(name, declaredBy);
      const known = users.get(place);
      if (known === undefined) users.set(place, new Set([by]));
      else known.add(by);
    },
    finish: (isInContainer) =>
      drafts.map((draft) => {
        const usedBy = [...(users.get(placeOf(draft.name, draft.instruction)) ?? [])].toSorted((a, b) => a - b);
        return Object.assign({}, draft, { isInContainer: isInContainer(draft), usedBy });
      }),
  };
}

function placeOf(name: string, instruction: number): string {
  return `${instruction} ${name}`;
}
