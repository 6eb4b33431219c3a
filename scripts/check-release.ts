/** `node scripts/check-release.ts v1.2.3`: whether what is published under a tag calls itself by it, everywhere. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** What says which version it is. */
interface Release {
  readonly tag: string;
  readonly packageJson: { readonly version: string };
  readonly packageLock: { readonly version: string };
  readonly changelog: string;
}

/** What does not go together in a release, in sentences; empty: it may be published. */
export function releaseFaults({ tag, packageJson, packageLock, changelog }: Release): readonly string[] {
  const { version } = packageJson;
  const faults: string[] = [];
  if (tag !== `v${version}`) faults.push(`The tag is ${tag}, package.json says ${version}.`);
  if (packageLock.version !== version)
    faults.push(`package-lock.json says ${packageLock.version}: npm install mends it.`);
  const [, newest, date = ''] = /^## \[(?!Unreleased\])([^\]]*)\](.*)$/m.exec(changelog) ?? [];
  if (newest !== version || !/^ - \d{4}-\d{2}-\d{2}$/.test(date)) {
    faults.push(`The newest heading of CHANGELOG.md is not "## [${version}] - YYYY-MM-DD".`);
  }
  if (/^## \[Unreleased\]\s+(?!## )\S/m.test(changelog)) {
    faults.push('CHANGELOG.md has something under "Unreleased": it belongs to a release.');
  }
  return faults;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const read = (path: string): string => readFileSync(path, 'utf8');
  const faults = releaseFaults({
    tag: process.argv[2] ?? '',
    packageJson: JSON.parse(read('package.json')),
    packageLock: JSON.parse(read('package-lock.json')),
    changelog: read('CHANGELOG.md'),
  });
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
