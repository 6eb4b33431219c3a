import { familiarName, parseReference } from '../dockerfile/reference.ts';
import type { ImageRule } from '../graph/image-producers.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';

/** An image that was matched with a Dockerfile by the name of its folder alone. */
interface NamedImage {
  readonly repository: string;
  readonly dockerfile: string;
}

/**
 * Rules that say what was only guessed: images that were matched with the Dockerfile of a folder of their name. Where several
 * have one form (`quay.io/jupyter/…` and `images/…/Dockerfile`), one rule says all of them. Sorted.
 */
export function suggestImageRules(plans: readonly BuildPlan[]): readonly ImageRule[] {
  const byForm = new Map<string, NamedImage[]>();
  for (const image of namedImages(plans)) {
    const form = JSON.stringify([placeholder(image.repository), placeholderFolder(image)]);
    byForm.set(form, [...(byForm.get(form) ?? []), image]);
  }
  const rules = [...byForm.entries()].map(([form, images]): ImageRule => {
    const [first] = images;
    if (images.length === 1 && first !== undefined) return { match: first.repository, dockerfile: first.dockerfile };
    const [match, dockerfile] = JSON.parse(form) as readonly [string, string];
    return { match, dockerfile };
  });
  return rules.toSorted((one, other) => (one.match + one.dockerfile < other.match + other.dockerfile ? -1 : 1));
}

/** Each once, whatever its tag. */
function namedImages(plans: readonly BuildPlan[]): readonly NamedImage[] {
  const images = new Map<string, NamedImage>();
  for (const { reference, producer } of plans.flatMap(({ uses }) => uses)) {
    if (producer?.by !== 'convention') continue;
    const { dockerfile, tags } = producer.build;
    const repository = repositoryName(reference);
    // Tagged with another version: a declaration says so, and no rule is needed.
    if (dockerfile === null || repository === '' || tags.some((tag) => repositoryName(tag) === repository)) continue;
    images.set(JSON.stringify([repository, dockerfile]), { repository, dockerfile });
  }
  return [...images.values()];
}

/** As FROM writes it, without a tag; empty for what is no reference. */
function repositoryName(reference: string): string {
  const parsed = parseReference(reference);
  return parsed === null ? '' : familiarName({ ...parsed, tag: '', digest: '' });
}

function placeholder(repository: string): string {
  return `${repository.slice(0, repository.lastIndexOf('/') + 1)}{name}`;
}

function placeholderFolder({ dockerfile }: NamedImage): string {
  return dockerfile
    .split('/')
    .map((part, place, all) => (place === all.length - 2 ? '{name}' : part))
    .join('/');
}
