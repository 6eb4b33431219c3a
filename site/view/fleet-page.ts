import { costText } from '../../analyzer/checks/rank-findings.ts';
import type { Fleet, FleetBaseImage, FleetRepository, FleetRule } from '../../analyzer/fleet/fleet.ts';
import { toolOf } from './findings-page.ts';
import { shortImages, shortReference, thousands, visible } from './words.ts';

export interface FleetPage {
  readonly figures: readonly { readonly name: string; readonly value: string; readonly isBad: boolean }[];
  /** Those with the most severe findings first. */
  readonly repositories: readonly FleetRepositoryRow[];
  /** Those in several versions first, then those of most builds. */
  readonly images: readonly FleetImageRow[];
  /** Images in several versions. */
  readonly drifting: number;
  /** The most severe first. */
  readonly rules: readonly FleetRuleRow[];
  /** Findings that nobody accepts. */
  readonly findings: number;
}

export interface FleetRepositoryRow {
  readonly name: string;
  /** The folder of its site, with a slash. */
  readonly url: string;
  readonly dockerfiles: number;
  readonly builds: number;
  readonly layers: number;
  readonly baseImages: number;
  /** Errors, warnings, notes. */
  readonly findings: readonly { readonly name: string; readonly value: number }[];
  readonly rejected: number;
}

/** A repository where something is, with how much of it, and the page that says where. */
export interface FleetUser {
  readonly name: string;
  readonly count: number;
  readonly url: string;
}

export interface FleetImageRow {
  readonly name: string;
  readonly builds: number;
  readonly repositories: number;
  readonly versions: readonly {
    readonly name: string;
    readonly isPinned: boolean;
    readonly users: readonly FleetUser[];
  }[];
}

export interface FleetRuleRow {
  readonly name: string;
  /** The tool that it was imported from; empty for BuildKit's rules and Layerfall's own. */
  readonly tool: string;
  readonly severity: FleetRule['severity'];
  /** 0 for the most severe. */
  readonly rank: number;
  readonly findings: number;
  readonly steps: number;
  /** `4 steps`; empty for no rebuild. */
  readonly costs: string;
  readonly users: readonly FleetUser[];
}

const ranks: Readonly<Record<FleetRule['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** The overview of several repositories. `slugs`: the folder of each one's site, by its name. */
export function fleetPage(fleet: Fleet, slugs: ReadonlyMap<string, string>): FleetPage {
  const { figures, repositories, rules } = fleet;
  const urlOf = (name: string): string => `${slugs.get(name) ?? ''}/`;
  const images = fleet.baseImages.map((image) => imageRow(image, urlOf));
  const isDrifting = ({ versions }: FleetImageRow): boolean => versions.length > 1;
  const findings = rules.reduce((sum, rule) => sum + rule.findings, 0);
  return {
    figures: (
      [
        ['Repositories', repositories.length],
        ['Dockerfiles', figures.dockerfiles],
        ['Builds', figures.builds],
        ['Layers', figures.layers],
        ['Image versions', figures.baseImages],
        ['Findings', findings],
        ['Rejected', figures.rejected],
      ] as const
    ).map(([name, value]) => ({ name, value: thousands(value), isBad: name === 'Rejected' && value > 0 })),
    repositories: repositories.map((repository) => repositoryRow(repository, urlOf)),
    images: [...images.filter(isDrifting), ...images.filter((image) => !isDrifting(image))],
    drifting: images.filter(isDrifting).length,
    rules: rules.map((rule) => ruleRow(rule, urlOf)),
    findings,
  };
}

type UrlOf = (repository: string) => string;

function repositoryRow({ name, figures, findings }: FleetRepository, urlOf: UrlOf): FleetRepositoryRow {
  const { dockerfiles, builds, layers, baseImages, rejected } = figures;
  return {
    name: visible(name),
    url: urlOf(name),
    dockerfiles,
    builds,
    layers,
    baseImages,
    findings: [
      { name: 'errors', value: findings.error },
      { name: 'warnings', value: findings.warning },
      { name: 'notes', value: findings.info },
    ],
    rejected,
  };
}

function imageRow({ repository, builds, versions }: FleetBaseImage, urlOf: UrlOf): FleetImageRow {
  return {
    name: shortImages(visible(repository)),
    builds,
    repositories: new Set(versions.flatMap(({ users }) => users.map((user) => user.repository))).size,
    versions: versions.map(({ familiar, isPinned, users }) => {
      // As the table of the repository's own page has it: its filter finds the row.
      const name = shortReference(visible(familiar));
      const url = `base-images.html#filter=${encodeURIComponent(name)}`;
      return {
        name,
        isPinned,
        users: users.map((user) => ({
          name: visible(user.repository),
          count: user.builds,
          url: `${urlOf(user.repository)}${url}`,
        })),
      };
    }),
  };
}

function ruleRow(rule: FleetRule, urlOf: UrlOf): FleetRuleRow {
  const name = visible(rule.rule);
  const url = `findings.html#filter=${encodeURIComponent(name)}`;
  return {
    name,
    tool: toolOf(rule.source),
    severity: rule.severity,
    rank: ranks[rule.severity],
    findings: rule.findings,
    steps: rule.steps,
    costs: costText({ steps: rule.steps, builds: 1 }),
    users: rule.repositories.map(({ repository, findings }) => ({
      name: visible(repository),
      count: findings,
      url: `${urlOf(repository)}${url}`,
    })),
  };
}
