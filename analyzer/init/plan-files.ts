import type { Forge } from './forge.ts';
import { firstConfiguration } from './first-configuration.ts';
import { githubWorkflow } from './github-workflow.ts';
import { gitlabPipeline } from './gitlab-pipeline.ts';
import type { Survey } from './survey.ts';

/** A file to write, and what has to be done by hand for it to take effect. */
export interface PlannedFile {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly text: string;
  /** Sentences; empty when nothing has to be done. */
  readonly next: readonly string[];
}

export interface Setting {
  readonly survey: Survey;
  readonly forges: readonly Forge[];
  readonly branch: string;
  readonly title: string;
  readonly version: string;
  /** Starts Layerfall where it is not installed. */
  readonly run: string;
}

/** Where the configuration stands. */
export const configurationName = 'layerfall.config.json';

/** The files that set Layerfall up in a repository. */
export function planFiles(setting: Setting): readonly PlannedFile[] {
  const { survey, title, version, forges } = setting;
  const configuration = { path: configurationName, text: firstConfiguration(survey, title, version), next: [] };
  return [configuration, ...forges.map((forge) => (forge === 'github' ? githubFile(setting) : gitlabFile(setting)))];
}

function githubFile({ branch, run }: Setting): PlannedFile {
  const path = '.github/workflows/layerfall.yml';
  return {
    path,
    text: githubWorkflow({ branch, run }),
    next: ['On GitHub, under Settings, Pages, choose "GitHub Actions" as the source.'],
  };
}

function gitlabFile({ survey: { hasGitlabPipeline }, run }: Setting): PlannedFile {
  const text = gitlabPipeline(run);
  if (!hasGitlabPipeline) return { path: '.gitlab-ci.yml', text, next: [] };
  const path = '.gitlab/layerfall.yml';
  return { path, text, next: [`In .gitlab-ci.yml, include it: include: [{ local: ${path} }]`] };
}
