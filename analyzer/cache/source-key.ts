import type { SourceVertex } from '../plan/vertex.ts';
import { joinKey, type Ingredient } from './key.ts';
import type { KeyWorld } from './keyed-plan.ts';

const imagePrefix = 'docker-image://';

/**
 * The normalised reference of an image source, `target:NAME` for the image of another target of the same bake or compose
 * file; null for any other source.
 */
export function sourceImage(vertex: SourceVertex): string | null {
  if (vertex.identifier.startsWith('target:')) return vertex.identifier;
  return vertex.identifier.startsWith(imagePrefix) ? vertex.identifier.slice(imagePrefix.length) : null;
}

/** What a source's key is made of, for people. */
export function sourceIngredients(vertex: SourceVertex, world: KeyWorld): readonly Ingredient[] {
  const { instruction } = vertex;
  const image = sourceImage(vertex);
  if (image === null) {
    const attrs = Object.entries(vertex.attrs).filter(([name]) => name.startsWith('http.') || name.startsWith('git.'));
    return [
      { name: 'source', value: vertex.identifier, instruction },
      ...attrs.map(([name, value]) => ({ name, value, instruction })),
    ];
  }
  const identity = world.imageIdentity?.(image, vertex.platform ?? '') ?? null;
  const ingredients: Ingredient[] = [{ name: 'image', value: image, instruction }];
  if (identity !== null && identity.digest !== '') {
    ingredients.push({ name: 'digest', value: identity.digest, instruction: null });
  }
  if (identity !== null && identity.chainId !== '') {
    ingredients.push({ name: 'layers', value: identity.chainId, instruction: null });
  }
  ingredients.push({ name: 'platform', value: vertex.platform ?? '', instruction });
  return ingredients;
}

/**
 * The keys of a source (§ each source's CacheKey). An image has two: its digest with the platform, and its chain of
 * layers; neither its name nor its tag. Where neither is known the reference stands for the content.
 */
export function sourceDefinitions(vertex: SourceVertex, world: KeyWorld): readonly string[] {
  const image = sourceImage(vertex);
  if (image === null) return [joinKey(['source', ...sourceIngredients(vertex, world).map(({ value }) => value)])];
  const platform = vertex.platform ?? '';
  const identity = world.imageIdentity?.(image, platform) ?? null;
  const pinned = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? '';
  const digest = identity === null || identity.digest === '' ? pinned : identity.digest;
  const definitions: string[] = [];
  if (digest !== '') definitions.push(joinKey(['image', digest, platform]));
  if (identity !== null && identity.chainId !== '') definitions.push(joinKey(['layers', identity.chainId]));
  return definitions.length > 0 ? definitions : [joinKey(['reference', image, platform])];
}
