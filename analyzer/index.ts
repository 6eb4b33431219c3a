/** What the package offers to programs: the analysis as a function, and the report's type. */
export { analyze, type AnalyzeOptions } from './analyze.ts';
export type { Configuration } from './configuration/configuration.ts';
export { diskFileTree } from './discover/disk-file-tree.ts';
export { repositoryTree } from './discover/repository-tree.ts';
export type { Report } from './report/report.ts';
