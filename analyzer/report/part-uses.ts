import { imageOf } from '../graph/image-uses.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import type { PartUse } from './build-part.ts';

/** The images that a build takes, with their places in its Dockerfile. */
export function partUses({ outcome, uses }: BuildPlan): readonly PartUse[] {
  const { dockerfile, vertices } = outcome.kind === 'planned' ? outcome.plan : { ...outcome, vertices: [] };
  const argsOf = new Map(vertices.map((vertex) => [imageOf(vertex), vertex.buildArgs]));
  return uses.map(({ reference, kind, stage, instruction, producer }) => ({
    reference,
    kind,
    stage,
    line: dockerfile.instructions[instruction]?.range.start.line ?? 1,
    buildArgs: argsOf.get(reference) ?? [],
    producer: producer?.build.id ?? null,
    by: producer?.by ?? null,
    isOtherTag: producer?.isOtherTag ?? false,
  }));
}
