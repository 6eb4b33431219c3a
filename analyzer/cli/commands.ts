import type { Command } from './command.ts';

/** A verb as the list of commands shows it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loads it: what the others need stays on the disk. */
  readonly load: () => Promise<Command>;
}

/** Every verb, in the order that help shows them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'report',
    summary: 'Analyse a repository and write a static site',
    load: async () => (await import('./report.ts')).report,
  },
  {
    name: 'analyze',
    summary: 'The same analysis as JSON and other formats',
    load: async () => (await import('./analyze.ts')).analyze,
  },
  {
    name: 'check',
    summary: 'What should be mended, and whether budgets are kept',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'plan',
    summary: 'What BuildKit would do with one Dockerfile',
    load: async () => (await import('./plan.ts')).plan,
  },
  {
    name: 'context',
    summary: 'Which files a build takes, and which are left out',
    load: async () => (await import('./context.ts')).context,
  },
  {
    name: 'affected',
    summary: 'Which builds and steps a change rebuilds',
    load: async () => (await import('./affected.ts')).affected,
  },
  {
    name: 'compare',
    summary: 'What differs between two states of a repository, and what it costs',
    load: async () => (await import('./compare.ts')).compare,
  },
  {
    name: 'explain',
    summary: "What a step's cache key is made of, and what would rebuild it",
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'init',
    summary: 'Write a configuration and a workflow to begin with',
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'github',
    summary: 'In GitHub Actions: report, job summary, outputs, comment on the pull request',
    load: async () => (await import('./github.ts')).github,
  },
  {
    name: 'merge',
    summary: 'Put shards of a report, or reports of several repositories together',
    load: async () => (await import('./merge.ts')).merge,
  },
];
