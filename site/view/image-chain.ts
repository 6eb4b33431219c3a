import type { Report, ReportBuild } from '../../analyzer/report/report.ts';
import { shortReference, visible } from './words.ts';

/** A chain of images is never longer: a circle of builds that feed each other must end. */
const maxChain = 20;

/** Answers what a build's image stands on, the image from outside first; not what its other stages start from. */
export function imageChains(report: Report): (build: ReportBuild) => readonly string[] {
  const byId = new Map(report.builds.map((each) => [each.id, each]));
  const makers = new Map<string, string[]>();
  for (const { from, to, kind } of report.repositoryGraph.edges) {
    if (kind === 'from' && from.startsWith('build:')) makers.set(to, [...(makers.get(to) ?? []), from.slice(6)]);
  }
  const imageOf = new Map<string, string>();
  for (const { familiar, uses } of report.baseImages) {
    for (const { build, kind, stage } of uses) if (kind === 'from') imageOf.set(`${build}\n${stage}`, familiar);
  }
  return (build) => {
    const chain: string[] = [];
    let at: ReportBuild | undefined = build;
    while (at !== undefined && chain.length < maxChain) {
      const first = firstStage(at);
      const image: string | undefined = first === null ? undefined : imageOf.get(`${at.id}\n${first.index}`);
      if (image !== undefined) chain.unshift(shortReference(visible(image)));
      const base = first?.base ?? '';
      const known: readonly ReportBuild[] = (makers.get(`build:${at.id}`) ?? []).flatMap((id) => byId.get(id) ?? []);
      at = image === undefined ? (known.find((maker) => isMade(maker, base)) ?? known[0]) : undefined;
      if (at !== undefined) chain.unshift(visible(at.build.name));
    }
    return chain;
  };
}

function isMade({ build }: ReportBuild, base: string): boolean {
  return build.tags.some((tag) => tag === base || base.endsWith(`/${tag}`) || `${tag}:latest` === base);
}

/** The stage that the target's layers begin with. */
function firstStage({ outcome }: ReportBuild): { readonly index: number; readonly base: string } | null {
  if (outcome.kind === 'rejected') return null;
  const { stages, target } = outcome.plan;
  let stage = stages[target];
  for (let step = 0; stage?.baseKind === 'stage' && step < stages.length; step++) {
    const { base } = stage;
    stage = stages.find(({ displayName }) => displayName === base);
  }
  return stage ?? null;
}
