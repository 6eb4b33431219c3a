import type { Ingredient } from './key.ts';

/** One thing in which two keys differ; null where one side has none. */
export interface IngredientDifference {
  readonly name: string;
  readonly before: Ingredient | null;
  readonly after: Ingredient | null;
}

/** What two lists of ingredients differ in; variables are compared by name. Empty for none, and where only the order is another. */
export function ingredientDifferences(
  before: readonly Ingredient[],
  after: readonly Ingredient[],
): readonly IngredientDifference[] {
  const old = groupByName(before);
  const made = groupByName(after);
  const differences: IngredientDifference[] = [];
  for (const key of new Set([...old.keys(), ...made.keys()])) {
    const one = old.get(key) ?? [];
    const other = made.get(key) ?? [];
    for (let place = 0; place < Math.max(one.length, other.length); place++) {
      const past = one[place] ?? null;
      const present = other[place] ?? null;
      if (past?.value === present?.value) continue;
      differences.push({ name: (present ?? past)?.name ?? '', before: past, after: present });
    }
  }
  return differences;
}

function groupByName(ingredients: readonly Ingredient[]): Map<string, Ingredient[]> {
  const groups = new Map<string, Ingredient[]>();
  for (const ingredient of ingredients) {
    const { name, value } = ingredient;
    const key = name === 'environment' ? `${name} ${value.slice(0, value.indexOf('='))}` : name;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [ingredient]);
    else group.push(ingredient);
  }
  return groups;
}
