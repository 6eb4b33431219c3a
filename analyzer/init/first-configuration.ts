import type { Configuration } from '../configuration/configuration.ts';
import type { Survey } from './survey.ts';

/** Where editors find the schema: in the repository, where Layerfall is installed there, else among the published packages. */
function schemaAddress(hasLayerfall: boolean, version: string): string {
  const path = 'dist/schema/configuration.schema.json';
  return hasLayerfall ? `./node_modules/layerfall/${path}` : `https://unpkg.com/layerfall@${version}/${path}`;
}

/** A configuration to begin with, as the text of its file. `title`: the repository's name, however its folder is called. */
export function firstConfiguration(
  { imageRules, hasLayerfall }: Pick<Survey, 'hasLayerfall' | 'imageRules'>,
  title: string,
  version: string,
): string {
  const configuration: Configuration = {
    $schema: schemaAddress(hasLayerfall, version),
    title,
    ...(imageRules.length === 0 ? {} : { images: imageRules }),
    failOn: 'error',
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}
