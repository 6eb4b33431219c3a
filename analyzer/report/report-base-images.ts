import { familiarName, parseReference, repositoryOf } from '../dockerfile/reference.ts';
import type { BuildPart } from './build-part.ts';
import type { ReportBaseImage } from './report.ts';

type Use = ReportBaseImage['uses'][number];

/** Every image that some build takes from outside the repository, by reference. */
export function reportBaseImages(builds: readonly BuildPart[]): readonly ReportBaseImage[] {
  const uses = new Map<string, Use[]>();
  for (const part of builds) {
    if (part.outcome.kind === 'rejected') continue;
    for (const { reference, kind, stage, line, buildArgs, producer } of part.uses) {
      if (producer !== null) continue;
      const list = uses.get(reference) ?? [];
      uses.set(reference, list);
      list.push({ build: part.build.id, stage, path: part.dockerfile, line, kind, buildArgs });
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
