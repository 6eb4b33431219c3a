import { shorten, type LaidNode } from '../layout/repository-layout.ts';
import { visible } from './words.ts';

/** A box of the repository graph, ready to be drawn. */
export interface OverviewNode extends LaidNode {
  /** What is shown in the box. */
  readonly text: string;
  readonly title: string;
  /** The page it opens; empty for images and folded boxes. */
  readonly url: string;
  /** All that it stands for is rejected. */
  readonly isRejected: boolean;
}

/** What is known of a build by its id. */
export type BuildOf = (id: string) => { readonly slug: string; readonly isRejected: boolean } | undefined;

/** Gives a placed box its words. */
export function overviewNode(node: LaidNode, buildOf: BuildOf): OverviewNode {
  const builds = node.builds.map(buildOf);
  const slug = node.count === 1 ? builds[0]?.slug : undefined;
  return {
    ...node,
    text: visible(shorten(node.label)),
    title: visible(`${node.kind} ${node.label}`),
    url: slug === undefined ? '' : `builds/${slug}.html`,
    isRejected: builds.length > 0 && builds.every((build) => build?.isRejected === true),
  };
}
