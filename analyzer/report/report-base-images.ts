import { familiarName, parseReference, repositoryOf } from '../dockerfile/reference.ts';
import { imageOf } from '../graph/image-uses.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import type { ReportBaseImage } from './report.ts';

type Use = ReportBaseImage['uses'][number];

/** Every image that some build takes from outside the repository, by reference. `pathOf` names a build's Dockerfile. */
export function reportBaseImages(
  plans: readonly BuildPlan[],
  pathOf: (plan: BuildPlan) => string,
): readonly ReportBaseImage[] {
  const uses = new Map<string, Use[]>();
  for (const plan of plans) {
    if (plan.outcome.kind !== 'planned') continue;
    const { dockerfile, vertices } = plan.outcome.plan;
    const argsOf = new Map(vertices.map((vertex) => [imageOf(vertex), vertex.buildArgs]));
    for (const { reference, kind, stage, instruction, producer } of plan.uses) {
      if (producer !== null) continue;
      const list = uses.get(reference) ?? [];
      uses.set(reference, list);
      const line = dockerfile.instructions[instruction]?.range.start.line ?? 1;
      list.push({
        build: plan.build.id,
        stage,
        path: pathOf(plan),
        line,
        kind,
        buildArgs: argsOf.get(reference) ?? [],
      });
    }
  }
  return [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reference, list]) => baseImage(reference, list));
}

function baseImage(reference: string, uses: readonly Use[]): ReportBaseImage {
  const parsed = parseReference(reference);
  return {
    reference,
    familiar: parsed === null ? reference : familiarName(parsed),
    repository: parsed === null ? reference : repositoryOf(parsed),
    tag: parsed?.tag ?? '',
    digest: parsed?.digest ?? '',
    uses,
  };
}
