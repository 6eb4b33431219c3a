import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licenses of the packages that bundles hold, as one text, sorted by name. `metafiles`: what esbuild says of each bundle.
 * Throws for a package without a license file: what may not be passed on must not be bundled.
 */
export function thirdPartyLicenses(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  return [...folders]
    .sort((one, other) => (one < other ? -1 : 1))
    .map(licenseText)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenseText(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(each));
  if (file === undefined) throw new Error(`${name} is bundled and has no license file`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
