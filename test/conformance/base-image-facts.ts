import type { ImageIdentity } from '../../analyzer/cache/keyed-plan.ts';
import { unknownBaseImage, type BaseImage } from '../../analyzer/plan/base-image.ts';
import { aliases } from './record/base-images.ts';

/** What the recorded experiments' base images set; a tag not named here is an image that nobody told us of. */
const configs: ReadonlyMap<string, Partial<BaseImage>> = new Map([
  ['base:env', { env: [...unknownBaseImage.env, 'GREETING=hi'], workdir: '/home', user: '1000' }],
  ['base:onbuild', { onbuild: ['COPY a.txt /onbuild.txt', 'RUN cat /onbuild.txt'] }],
]);

/** `docker.io/library/base:1` → `base:1`. */
function familiar(reference: string): string {
  return reference.replace(/^docker\.io\/library\//, '');
}

/** The config and the layers of a base image, when some tags name other images than they usually do. */
export function baseImageFacts(moved: Readonly<Record<string, string>>): {
  readonly config: (reference: string) => BaseImage;
  readonly identity: (reference: string) => ImageIdentity;
} {
  const imageOf = (reference: string): string => {
    const tag = familiar(reference);
    const image = moved[tag] ?? tag;
    return aliases[image] ?? image;
  };
  return {
    config: (reference) => ({ ...unknownBaseImage, ...configs.get(imageOf(reference)) }),
    identity: (reference) => {
      const image = imageOf(reference);
      // ONBUILD, ENV, WORKDIR of the existing /home and USER add no layer.
      const layers = image === 'base:onbuild' ? 'base:1' : image;
      return { digest: image, chainId: layers };
    },
  };
}
