import { bakeReader } from './bake/bake-reader.ts';
import { cloudBuildReader } from './cloud-build.ts';
import { composeReader } from './compose/compose-reader.ts';
import type { DefinitionReader } from './definition-reader.ts';
import { devcontainerReader } from './devcontainer.ts';
import { actionReader } from './github-actions/action-reader.ts';
import { workflowReader } from './github-actions/workflow-reader.ts';
import { gitlabCiReader } from './gitlab-ci.ts';
import { makefileReader } from './makefile/makefile-reader.ts';
import { npmScriptsReader } from './npm-scripts.ts';
import { shellScriptReader } from './shell-script.ts';
import { skaffoldReader } from './skaffold.ts';

/** Every kind of file that declares builds. A file is read by each reader that it matches. */
export const definitionReaders: readonly DefinitionReader[] = [
  bakeReader,
  composeReader,
  skaffoldReader,
  devcontainerReader,
  workflowReader,
  actionReader,
  gitlabCiReader,
  cloudBuildReader,
  makefileReader,
  npmScriptsReader,
  shellScriptReader,
];
