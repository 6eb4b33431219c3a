import { alignVertices } from './align.ts';
import { containsWildcards } from '../context/go-match.ts';
import { byPair } from './by-pair.ts';
import type { FileChange } from './change.ts';
import { compareContents, type Content } from './content.ts';
import { ingredientDifferences } from './ingredient-differences.ts';
import type { Ingredient, InputLink, KeyedPlan, KeyedVertex } from './key.ts';
import { matchKeys, type KeyMatch, type KeyRecords } from './match-keys.ts';
import { equalSteps, neighbourCauses } from './neighbour-step.ts';
import { directFirst, maxFileCauses, standsOn } from './propagate.ts';
import { statusOf, worse, type Sameness } from './status.ts';
import type { Cause, Status, Verdict } from './verdict.ts';

/** A verdict on one vertex: a step has one or more, and builders that go line by line have more vertices than steps. */
export interface VertexVerdict {
  readonly vertex: number;
  readonly state: Sameness;
  readonly status: Status;
  readonly causes: readonly Cause[];
  readonly changedFiles: number;
}

/** What a warm cache has of a plan. */
export interface Comparison {
  /** For each vertex of the plan after. */
  readonly vertices: readonly VertexVerdict[];
  /** For each step of the plan after. */
  readonly steps: readonly Verdict[];
}

/** What a comparison may say more exactly than keys do. */
export interface KnownChanges {
  /** What happened to a file; null: tell it from the keys. */
  readonly fileChange?: (path: string) => FileChange | null;
  /** Build arguments that were given another value. */
  readonly buildArgs?: readonly string[];
}

/**
 * What a cache that one plan filled has of another, and why it lacks the rest: a verdict for every vertex and step of the
 * plan after. `before` is what `keyRecords` makes of the keys before.
 */
export function compareKeys(before: KeyRecords, after: KeyedPlan, known: KnownChanges = {}): Comparison {
  const match = matchKeys(before, after);
  const counterparts = match.states.every((state) => state === 'same')
    ? []
    : alignVertices(before.plan, after, match.found);
  const vertices: VertexVerdict[] = [];
  for (const vertex of after.vertices) {
    const state = match.states[vertex.id] ?? 'same';
    const told =
      state === 'same'
        ? { causes: [], changedFiles: 0 }
        : tellCauses({ after, match, known, verdicts: vertices }, counterparts[vertex.id] ?? null, vertex);
    vertices.push({ vertex: vertex.id, state, status: statusOf[state], ...told });
  }
  const equals = equalSteps(after);
  const steps = after.steps.map((ids, step) => {
    const verdict = stepVerdict(vertices, step, ids);
    return { ...verdict, causes: directFirst(neighbourCauses(after, equals, step, verdict.causes)) };
  });
  return { vertices, steps };
}

function stepVerdict(vertices: readonly VertexVerdict[], step: number, ids: readonly number[]): Verdict {
  if (ids.length === 0) return { step, status: 'unused', causes: [], changedFiles: 0 };
  let state: Sameness = 'same';
  let changedFiles = 0;
  const causes: Cause[] = [];
  for (const id of ids) {
    const verdict = vertices[id];
    if (verdict === undefined) continue;
    state = worse(state, verdict.state);
    changedFiles += verdict.changedFiles;
    causes.push(...verdict.causes.filter((cause) => !('step' in cause) || cause.step !== step));
  }
  return { step, status: statusOf[state], causes, changedFiles };
}

interface Telling {
  readonly after: KeyedPlan;
  readonly match: KeyMatch;
  readonly known: KnownChanges;
  readonly verdicts: readonly VertexVerdict[];
}

function tellCauses(
  telling: Telling,
  before: KeyedVertex | null,
  after: KeyedVertex,
): { readonly causes: readonly Cause[]; readonly changedFiles: number } {
  const causes: Cause[] = [];
  let changedFiles = 0;
  if (after.isNoCache) causes.push({ kind: 'no-cache' });
  if (before === null) causes.push({ kind: 'new' });
  else if (!after.definitions.some((definition) => before.definitions.includes(definition))) {
    causes.push(...definitionCauses(telling, before, after));
  } else if (after.isUncertain && after.image !== null) causes.push({ kind: 'base-image', reference: after.image });
  for (const [place, link] of after.inputs.entries()) {
    const told = inputCauses(telling, after, before?.inputs[place], link);
    causes.push(...told.causes);
    changedFiles += told.changedFiles;
  }
  return { causes: directFirst(causes.length > 0 ? causes : [{ kind: 'new' }]), changedFiles };
}

function definitionCauses({ known }: Telling, before: KeyedVertex, after: KeyedVertex): readonly Cause[] {
  const args = (known.buildArgs ?? []).filter((name) => after.buildArgs.includes(name));
  if (args.length > 0) return args.map((name) => ({ kind: 'build-arg', name }));
  if (after.image !== null && after.image === before.image) return [{ kind: 'base-image', reference: after.image }];
  return ingredientCauses(before.ingredients, after.ingredients);
}

function ingredientCauses(before: readonly Ingredient[], after: readonly Ingredient[]): readonly Cause[] {
  const differences = ingredientDifferences(before, after);
  if (differences.length === 0) {
    const order = (ingredients: readonly Ingredient[]): string => ingredients.map(({ value }) => value).join(' ');
    return [{ kind: 'ingredient', name: 'order', before: order(before), after: order(after), instruction: null }];
  }
  return differences.map(({ name, before: past, after: present }) => ({
    kind: 'ingredient',
    name,
    before: past?.value ?? null,
    after: present?.value ?? null,
    instruction: (present ?? past)?.instruction ?? null,
  }));
}

function inputCauses(
  telling: Telling,
  vertex: KeyedVertex,
  before: InputLink | undefined,
  after: InputLink,
): { readonly causes: readonly Cause[]; readonly changedFiles: number } {
  if (after.content === null) {
    const isSame = telling.match.states[after.vertex] === 'same' && telling.match.found[after.vertex]?.size !== 0;
    return {
      causes: isSame ? [] : passedOn(telling, after.vertex, vertex, (step) => standsOn(vertex.kind, step)),
      changedFiles: 0,
    };
  }
  const causes: Cause[] = [];
  let changedFiles = 0;
  for (const [place, content] of after.content.entries()) {
    const other = before?.content?.[place];
    if (other === undefined || compareContents(other, content, telling.match.compareOpaque) === 'same') continue;
    const taken = selectionCauses(telling.known, other, content);
    changedFiles += taken.filter(({ kind }) => kind !== 'missing').length;
    causes.push(...taken.slice(0, maxFileCauses));
    if (taken.length === 0) {
      for (const id of content.known) {
        if (telling.match.states[id] !== 'same') {
          causes.push(...passedOn(telling, id, vertex, (step) => ({ kind: 'content', step })));
        }
      }
    }
    for (const part of content.opaque) {
      if (telling.match.states[part.vertex] !== 'same')
        causes.push(...passedOn(telling, part.vertex, vertex, (step) => ({ kind: 'output', step, path: part.path })));
    }
  }
  return { causes, changedFiles };
}

/** The step that shows a vertex; one that no step shows, or that shows the asker too, hands its own causes on. */
function passedOn(telling: Telling, id: number, asker: KeyedVertex, cause: (step: number) => Cause): readonly Cause[] {
  const step = telling.after.vertices[id]?.step ?? null;
  if (step === null || step === asker.step) return telling.verdicts[id]?.causes ?? [];
  return [cause(step)];
}

/** What differs between two contents in files of a context, by path. */
function selectionCauses({ fileChange }: KnownChanges, before: Content, after: Content): readonly Cause[] {
  const changes = differences(before.entries, after.entries, () => differentFiles(before.entries, after.entries));
  const missing = missingSource(after);
  return [
    ...(missing === null ? [] : [{ kind: 'missing', path: missing } as const]),
    ...changes.flatMap((change): readonly Cause[] => {
      const known = fileChange?.(change.path);
      if (known !== null || change.kind === 'content') return [{ kind: 'file', change: known ?? change }];
      return missing === null ? [{ kind: 'selection', path: change.path, isTaken: change.kind === 'added' }] : [];
    }),
  ];
}

/** The path that a copy names and that its context does not have; null: it has it. A folder is there without any file, too. */
function missingSource({ selector, entries, isExact }: Content): string | null {
  if (!isExact || entries.length > 0 || (selector.wildcard && containsWildcards(selector.path))) return null;
  return selector.path.replace(/^\//, '');
}

const differences = byPair<Content['entries'], readonly FileChange[]>();

function differentFiles(before: Content['entries'], after: Content['entries']): readonly FileChange[] {
  const old = digests(before);
  const made = digests(after);
  const changes: FileChange[] = [];
  for (const [path, past] of old) {
    const present = made.get(path);
    if (past !== present) changes.push({ path, kind: present === undefined ? 'deleted' : 'content' });
  }
  for (const path of made.keys()) if (!old.has(path)) changes.push({ path, kind: 'added' });
  return changes.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function digests(entries: Content['entries']): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, digest } of entries) if (path !== null) found.set(path, digest);
  return found;
}
