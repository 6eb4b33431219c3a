import type { Finding, Severity } from '../checks/finding.ts';
import type { Figures, Report, ReportBaseImage } from '../report/report.ts';
import type { Fleet, FleetBaseImage, FleetRepository, FleetRule, FleetVersion } from './fleet.ts';
import { fleetSchemaId, fleetSchemaVersion } from './schema-id.ts';

/** A report, and the file that it comes from. */
export interface FleetMember {
  readonly file: string;
  readonly report: Report;
}

/** A report under a name that no other of its fleet has. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

/** As many places are named of one version in one repository. */
const maxPlaces = 20;

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The overview of several repositories; the same reports give the same bytes, in whatever order. `version`: Layerfall's own. */
export function makeFleet(members: readonly FleetMember[], version: string): Fleet {
  const named = nameMembers(members);
  const baseImages = fleetBaseImages(named);
  const images = new Set(named.flatMap(({ report }) => report.baseImages.map(({ reference }) => reference)));
  return {
    $schema: fleetSchemaId,
    schemaVersion: fleetSchemaVersion,
    generator: { name: 'layerfall', version },
    figures: { ...sumFigures(named), baseImages: images.size },
    repositories: named.map(fleetRepository).sort(byFindings),
    baseImages,
    rules: fleetRules(named),
  };
}

/**
 * Each by its title; those with one title by their files, too, and all where a title is what another is called then. By
 * name. No two may be of one file.
 */
export function nameMembers(members: readonly FleetMember[]): readonly NamedReport[] {
  const counts = new Map<string, number>();
  for (const { report } of members) counts.set(report.title, (counts.get(report.title) ?? 0) + 1);
  const withFile = ({ file, report }: FleetMember): string => `${report.title} (${file})`;
  const short = members.map((member) =>
    counts.get(member.report.title) === 1 ? member.report.title : withFile(member),
  );
  const isClear = new Set(short).size === short.length;
  return members
    .map((member, index) => ({ name: isClear ? (short[index] ?? '') : withFile(member), report: member.report }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function sumFigures(named: readonly NamedReport[]): Figures {
  const sum = (count: (figures: Figures) => number): number =>
    named.reduce((total, { report }) => total + count(report.figures), 0);
  return {
    dockerfiles: sum(({ dockerfiles }) => dockerfiles),
    builds: sum(({ builds }) => builds),
    stages: sum(({ stages }) => stages),
    steps: sum(({ steps }) => steps),
    layers: sum(({ layers }) => layers),
    baseImages: sum(({ baseImages }) => baseImages),
    findings: sum(({ findings }) => findings),
    accepted: sum(({ accepted }) => accepted),
    rejected: sum(({ rejected }) => rejected),
  };
}

function openFindings({ findings }: Report): readonly Finding[] {
  return findings.filter(({ acceptance }) => acceptance === null);
}

function fleetRepository({ name, report }: NamedReport): FleetRepository {
  const open = openFindings(report);
  const count = (severity: Severity): number => open.filter((finding) => finding.severity === severity).length;
  const findings = { error: count('error'), warning: count('warning'), info: count('info') };
  return { name, figures: report.figures, findings };
}

function byFindings(one: FleetRepository, other: FleetRepository): number {
  return (
    other.findings.error - one.findings.error ||
    other.findings.warning - one.findings.warning ||
    other.findings.info - one.findings.info ||
    (one.name < other.name ? -1 : 1)
  );
}

function fleetBaseImages(named: readonly NamedReport[]): readonly FleetBaseImage[] {
  const found = new Map<
    string,
    Map<string, { readonly image: ReportBaseImage; readonly users: [string, ReportBaseImage][] }>
  >();
  for (const { name, report } of named) {
    for (const image of report.baseImages) {
      const versions =
        found.get(image.repository) ??
        new Map<string, { image: ReportBaseImage; users: [string, ReportBaseImage][] }>();
      found.set(image.repository, versions);
      const version = versions.get(image.reference) ?? { image, users: [] };
      versions.set(image.reference, version);
      version.users.push([name, image]);
    }
  }
  return [...found]
    .map(([repository, all]): FleetBaseImage => {
      const versions = [...all.values()]
        .map(fleetVersion)
        .sort((a, b) => b.builds - a.builds || (a.familiar < b.familiar ? -1 : 1));
      return { repository, builds: versions.reduce((sum, { builds }) => sum + builds, 0), versions };
    })
    .sort((a, b) => b.builds - a.builds || (a.repository < b.repository ? -1 : 1));
}

function fleetVersion({
  image,
  users,
}: {
  readonly image: ReportBaseImage;
  readonly users: readonly (readonly [repository: string, image: ReportBaseImage])[];
}): FleetVersion {
  const told = users.map(([repository, { uses }]) => ({
    repository,
    builds: new Set(uses.map(({ build }) => build)).size,
    places: [...new Set(uses.map(({ path, line }) => `${repository}/${path}:${line}`))].sort().slice(0, maxPlaces),
  }));
  const builds = told.reduce((sum, user) => sum + user.builds, 0);
  return { familiar: image.familiar, isPinned: image.digest !== '', builds, users: told };
}

function fleetRules(named: readonly NamedReport[]): readonly FleetRule[] {
  const found = new Map<
    string,
    { rule: string; source: string; severity: Severity; steps: number; counts: Map<string, number> }
  >();
  for (const { name, report } of named) {
    for (const { rule, source, severity, cost } of openFindings(report)) {
      const key = JSON.stringify([source, rule]);
      const known = found.get(key) ?? { rule, source, severity, steps: 0, counts: new Map<string, number>() };
      known.steps += cost.steps;
      if (ranks[severity] < ranks[known.severity]) known.severity = severity;
      known.counts.set(name, (known.counts.get(name) ?? 0) + 1);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .map(({ rule, source, severity, steps, counts }): FleetRule => {
      const repositories = [...counts].map(([repository, findings]) => ({ repository, findings }));
      repositories.sort((a, b) => b.findings - a.findings || (a.repository < b.repository ? -1 : 1));
      const findings = repositories.reduce((sum, each) => sum + each.findings, 0);
      return { rule, source, severity, findings, steps, repositories };
    })
    .sort(
      (a, b) =>
        ranks[a.severity] - ranks[b.severity] ||
        b.findings - a.findings ||
        (a.rule === b.rule ? (a.source < b.source ? -1 : 1) : a.rule < b.rule ? -1 : 1),
    );
}
