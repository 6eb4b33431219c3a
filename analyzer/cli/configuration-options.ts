import type { Command } from './command.ts';

/** The options by which a command is told how a repository is configured. */
export const configurationOptions: Command['options'] = {
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
};

/** Their part of a command's help. */
export const configurationHelp = `  --config FILE      Configuration to use instead of layerfall.config.json or package.json: JSON, or code to run
  --no-config        Leave the repository's own configuration aside`;
