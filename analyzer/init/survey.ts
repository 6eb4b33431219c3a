import type { FileTree } from '../context/file-tree.ts';
import { buildContexts } from '../discover/build-contexts.ts';
import { buildTexts } from '../discover/build-texts.ts';
import { discoverBuilds } from '../discover/discover-builds.ts';
import type { BuildSource } from '../discover/build.ts';
import { walk } from '../discover/walk.ts';
import type { ImageRule } from '../graph/image-producers.ts';
import { planRepository } from '../graph/plan-repository.ts';
import { suggestImageRules } from './suggest-image-rules.ts';

/** What stands in a repository, as far as a first configuration needs to know. */
export interface Survey {
  /** Those whose Dockerfile is there. */
  readonly builds: number;
  /** Dockerfiles that builds use, those within compose and bake files too. */
  readonly dockerfiles: number;
  /** How many builds each kind of definition declares, by kind. */
  readonly sources: ReadonlyMap<BuildSource, number>;
  readonly imageRules: readonly ImageRule[];
  readonly hasGithubFolder: boolean;
  readonly hasGitlabPipeline: boolean;
  /** The package is installed in the repository: editors find its schema there. */
  readonly hasLayerfall: boolean;
}

/** Looks at a repository. Never throws for what stands in a file. */
export function survey(tree: FileTree): Survey {
  const { builds } = discoverBuilds(tree, walk(tree).files);
  const { texts } = buildTexts(tree, builds);
  const { ignoreTextOf } = buildContexts(tree);
  const { plans } = planRepository(builds, ({ id }) => texts.get(id)?.text ?? null, { ignoreFileOf: ignoreTextOf });
  const sources = new Map<BuildSource, number>();
  for (const { build } of plans) {
    for (const source of new Set(build.origins.map((origin) => origin.source))) {
      sources.set(source, (sources.get(source) ?? 0) + 1);
    }
  }
  return {
    builds: plans.length,
    dockerfiles: new Set(
      plans.map(({ build: { dockerfile, origins } }) => dockerfile ?? `${origins[0]?.path}:${origins[0]?.line}`),
    ).size,
    sources: new Map([...sources].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    imageRules: suggestImageRules(plans),
    hasGithubFolder: tree.stat('.github')?.kind === 'directory',
    hasGitlabPipeline: tree.stat('.gitlab-ci.yml')?.kind === 'file',
    hasLayerfall: tree.stat('node_modules/layerfall/package.json')?.kind === 'file',
  };
}
