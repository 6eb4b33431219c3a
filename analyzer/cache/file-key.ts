import type { CopyAction, FileAction, FileVertex } from '../plan/vertex.ts';
import type { Content } from './content.ts';
import { outermost } from './exec-key.ts';
import { joinKey, type Ingredient, type InputLink } from './key.ts';
import { absolutePath, baseName, type Selector } from './selection.ts';

/**
 * What the own part of a file operation's key is made of (solver/llbsolver/ops/file.go, CacheMap): of what is copied only
 * the last part of its path; no environment, no platform.
 */
export function fileIngredients(vertex: FileVertex): readonly Ingredient[] {
  const count = vertex.inputs.length;
  const several = vertex.actions.length > 1;
  return vertex.actions.flatMap((action, place) => {
    const prefix = several ? `${action.kind} ${place + 1}: ` : '';
    const parts = actionParts(action, count);
    return Object.entries(parts).map(([name, value]) => ({
      name: `${prefix}${name}`,
      value,
      instruction: vertex.instruction,
    }));
  });
}

/** Named parts of an action's key; a part that has its usual value is left out. */
function actionParts(action: FileAction, inputs: number): Readonly<Record<string, string>> {
  const parts: [name: string, value: string][] = [];
  const add = (name: string, value: string, usual = ''): void => {
    if (value !== usual) parts.push([name, value]);
  };
  switch (action.kind) {
    case 'copy': {
      const isInput = action.secondary >= 0 && action.secondary < inputs;
      add('source name', isInput ? baseName(absolutePath(action.src)) : action.src);
      add('destination', action.dest);
      add('owner', ownerIds(action.owner));
      add('mode', action.modeStr === '' ? action.mode.toString(8) : action.modeStr, '-1');
      add('unpack', String(action.unpack), 'false');
      add('follow links', String(action.followSymlink), 'false');
      add('folder contents', String(action.dirContentsOnly), 'false');
      add('wildcard', String(action.wildcard), 'false');
      add('include', JSON.stringify(action.include), '[]');
      add('exclude', JSON.stringify(action.exclude), '[]');
      add('required', JSON.stringify(action.required), '[]');
      break;
    }
    case 'mkdir':
      add('folder', action.path);
      add('mode', action.mode.toString(8));
      add('make parents', String(action.makeParents), 'false');
      add('owner', ownerIds(action.owner));
      add('timestamp', String(action.timestamp), '-1');
      break;
    case 'mkfile':
      add('file', action.path);
      add('mode', action.mode.toString(8));
      add('owner', ownerIds(action.owner));
      add('text', action.data);
      break;
    case 'rm':
      add('remove', action.path);
      add('may be missing', String(action.allowNotFound), 'false');
      add('wildcard', String(action.allowWildcard), 'false');
      break;
  }
  add('inputs', JSON.stringify([action.input, action.secondary]));
  return Object.fromEntries(parts);
}

/** `root:root` is `0:0` (client/llb/fileop.go, parseUID). */
export function ownerIds(owner: string): string {
  return owner
    .split(':')
    .map((part) => (part === 'root' ? '0' : part))
    .join(':');
}

/**
 * How a file operation hangs on its inputs (file.go, CacheMap): by definition on what it writes onto, by content on what
 * it copies from. An input that it does both with counts as written onto.
 */
export function fileLinks(
  vertex: FileVertex,
  select: (input: number, selector: Selector) => Content,
): readonly InputLink[] {
  const written = new Set(vertex.actions.map((action) => action.input));
  return vertex.inputs.map((input, place) => {
    const copies = vertex.actions.filter((action) => action.kind === 'copy' && action.secondary === place);
    const selectors = copies.filter((action) => action.kind === 'copy').map(copySelector);
    if (written.has(place) || selectors.length === 0) return { ...input, selector: '', content: null };
    const selector = joinKey(
      selectors
        .map(({ path }) => path)
        .toSorted()
        .toReversed(),
    );
    return { ...input, selector, content: distinctSelectors(selectors).map((each) => select(place, each)) };
  });
}

/** The part of its source that a copy takes. */
export function copySelector(action: CopyAction): Selector {
  return {
    path: absolutePath(action.src),
    wildcard: action.wildcard,
    followLinks: action.followSymlink,
    include: action.include,
    exclude: action.exclude,
    required: action.required,
  };
}

/** By path, plain ones without what another covers (file.go, dedupeSelectors). */
function distinctSelectors(selectors: readonly Selector[]): readonly Selector[] {
  const isFiltered = ({ wildcard, include, exclude }: Selector): boolean =>
    wildcard || include.length > 0 || exclude.length > 0;
  const plain = new Map(selectors.filter((each) => !isFiltered(each)).map((each) => [each.path, each]));
  const kept = outermost([...plain.keys()]).flatMap((path) => plain.get(path) ?? []);
  return [...kept, ...selectors.filter(isFiltered)].toSorted((one, other) =>
    one.path < other.path ? -1 : one.path > other.path ? 1 : 0,
  );
}
