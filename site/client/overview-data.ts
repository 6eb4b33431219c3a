import type { RepositoryGraphData } from '../../analyzer/report/repository-data.ts';

/** What the overview carries for its script. */
export interface OverviewData {
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly DrawnLink[];
  /** All builds and images, for a graph that is drawn folded; null where all are drawn. */
  readonly graph: RepositoryGraphData | null;
  readonly builds: readonly (readonly [id: string, slug: string, isRejected: boolean])[];
}

/** A box that is drawn, with the ids of the builds it stands for. */
export interface DrawnNode {
  readonly id: string;
  readonly builds: readonly string[];
}

export interface DrawnLink {
  readonly from: string;
  readonly to: string;
}
