import type { Finding } from '../checks/finding.ts';
import type { Figures, Report, ReportBaseImage, ReportBuild } from '../report/report.ts';
import { compareBuild, type FindVerdicts, type StepVerdict } from './compare-build.ts';
import type { ComparedBaseImage, ComparedBuild, ComparedFindings, Comparison } from './comparison.ts';
import { comparisonSchemaId, comparisonSchemaVersion } from './schema-id.ts';

/** A report under the name that the caller gave it. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

/**
 * What differs between two reports of one repository. `verdictsOf` answers which steps a warm cache of the base has to run, as
 * the cache model knows it from the files of both; without it they are told by their keys.
 */
export function compareReports(base: NamedReport, head: NamedReport, verdictsOf: FindVerdicts | null): Comparison {
  const past = new Map(base.report.builds.map((build) => [build.id, build]));
  const present = new Map(head.report.builds.map((build) => [build.id, build]));
  const verdicts = verdictsOf ?? keyVerdicts(base.report);
  const ids = [...new Set([...past.keys(), ...present.keys()])].sort();
  const builds = ids.flatMap(
    (id) => compareBuild({ base: past.get(id) ?? null, head: present.get(id) ?? null }, verdicts) ?? [],
  );
  const running = builds.filter(({ cost }) => cost.rebuilt + cost.outputDependent > 0);
  const sum = (count: (build: ComparedBuild) => number): number =>
    running.reduce((total, each) => total + count(each), 0);
  return {
    $schema: comparisonSchemaId,
    schemaVersion: comparisonSchemaVersion,
    generator: head.report.generator,
    title: head.report.title,
    base: base.name,
    head: head.name,
    costBy: verdictsOf === null ? 'keys' : 'cache',
    figures: figureNames.map((name) => ({
      name,
      base: base.report.figures[name],
      head: head.report.figures[name],
    })),
    cost: {
      rebuilt: sum(({ cost }) => cost.rebuilt),
      outputDependent: sum(({ cost }) => cost.outputDependent),
      builds: running.length,
    },
    builds: builds.toSorted(byCost),
    unchanged: ids.length - builds.length,
    baseImages: compareBaseImages(base.report.baseImages, head.report.baseImages),
    findings: compareFindings(base.report.findings, head.report.findings),
  };
}

const figureNames: readonly (keyof Figures)[] = [
  'dockerfiles',
  'builds',
  'stages',
  'steps',
  'layers',
  'baseImages',
  'findings',
  'rejected',
];

/** What does not build any more comes first, then what costs most. */
function byCost(one: ComparedBuild, other: ComparedBuild): number {
  const rank = ({ status }: ComparedBuild): number => (status === 'rejected' ? 0 : status === 'removed' ? 2 : 1);
  return (
    rank(one) - rank(other) ||
    other.cost.rebuilt - one.cost.rebuilt ||
    other.cost.outputDependent - one.cost.outputDependent ||
    (one.id < other.id ? -1 : 1)
  );
}

/** Steps whose key no step of the base has: a cache that made the base has nothing for them. */
function keyVerdicts(base: Report): FindVerdicts {
  const keys = new Set<string>();
  for (const { outcome } of base.builds) {
    if (outcome.kind === 'planned') for (const { key } of outcome.plan.steps) if (key !== null) keys.add(key);
  }
  return ({ outcome }: ReportBuild): readonly StepVerdict[] => {
    if (outcome.kind === 'rejected') return [];
    return outcome.plan.steps.flatMap(({ id, kind, key, isUsed }): readonly StepVerdict[] =>
      kind === 'FROM' || !isUsed || key === null || keys.has(key)
        ? []
        : [{ step: id, status: 'rebuilt', sentence: '', follower: '' }],
    );
  };
}

function compareBaseImages(
  past: readonly ReportBaseImage[],
  present: readonly ReportBaseImage[],
): readonly ComparedBaseImage[] {
  const old = byRepository(past);
  const made = byRepository(present);
  return [...new Set([...old.keys(), ...made.keys()])].sort().flatMap((repository): readonly ComparedBaseImage[] => {
    const before = old.get(repository) ?? [];
    const after = made.get(repository) ?? [];
    const gone = without(before, after);
    const come = without(after, before);
    if (gone.length + come.length === 0) return [];
    const change = before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'moved';
    const uses = (come.length > 0 ? come : gone).flatMap((image) => image.uses);
    return [{ repository, change, base: names(gone), head: names(come), uses }];
  });
}

function byRepository(images: readonly ReportBaseImage[]): ReadonlyMap<string, readonly ReportBaseImage[]> {
  const found = new Map<string, ReportBaseImage[]>();
  for (const image of images) found.set(image.repository, [...(found.get(image.repository) ?? []), image]);
  return found;
}

function without(images: readonly ReportBaseImage[], others: readonly ReportBaseImage[]): readonly ReportBaseImage[] {
  const known = new Set(others.map(({ reference }) => reference));
  return images.filter(({ reference }) => !known.has(reference));
}

const names = (images: readonly ReportBaseImage[]): readonly string[] => images.map(({ familiar }) => familiar).sort();

function compareFindings(past: readonly Finding[], present: readonly Finding[]): ComparedFindings {
  const isOpen = ({ acceptance }: Finding): boolean => acceptance === null;
  const old = new Set(past.map(({ fingerprint }) => fingerprint));
  const made = new Set(present.map(({ fingerprint }) => fingerprint));
  const open = present.filter(isOpen);
  const fresh = open.filter(({ fingerprint }) => !old.has(fingerprint));
  return {
    new: fresh,
    gone: past.filter(isOpen).filter(({ fingerprint }) => !made.has(fingerprint)),
    kept: open.length - fresh.length,
  };
}
