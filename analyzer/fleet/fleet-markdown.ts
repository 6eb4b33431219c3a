import { shortDigests } from '../dockerfile/short-digests.ts';
import { code, table, text } from '../export/markdown-text.ts';
import type { Fleet, FleetBaseImage, FleetVersion } from './fleet.ts';

/** More than people read in a summary; the JSON has all. */
const maxRows = 50;

/** A fleet as GitHub and GitLab render it: repositories, base images that drift, rules. */
export function fleetMarkdown(fleet: Fleet): string {
  const { figures, repositories, baseImages, rules } = fleet;
  const drifting = baseImages.filter(({ versions }) => versions.length > 1);
  const blocks = [
    '# Fleet',
    `${repositories.length} repositories, ${figures.dockerfiles} Dockerfiles, ${figures.builds} builds, ${figures.baseImages} base images, ${figures.findings} findings.`,
    '## Repositories',
    cut(
      ['Repository', 'Dockerfiles', 'Builds', 'Base images', 'Errors', 'Warnings', 'Notes', 'Rejected'],
      repositories.map(({ name, figures: own, findings }) => [
        text(name),
        own.dockerfiles,
        own.builds,
        own.baseImages,
        findings.error,
        findings.warning,
        findings.info,
        own.rejected,
      ]),
    ),
    ...section(
      'Base images in several versions',
      drifting.map((image) => [code(image.repository), image.builds, image.versions.map(versionText).join('<br>')]),
      ['Image', 'Builds', 'Versions, and who uses them'],
    ),
    ...section(
      'Base images',
      baseImages.map((image) => [code(image.repository), image.builds, image.versions.length, users(image)]),
      ['Image', 'Builds', 'Versions', 'Repositories'],
    ),
    ...section(
      'Findings by rule',
      rules.map(({ rule, severity, findings, repositories: where }) => [
        code(rule),
        severity,
        findings,
        where.map((each) => `${text(each.repository)} (${each.findings})`).join(', '),
      ]),
      ['Rule', 'Severity', 'Findings', 'Where'],
    ),
  ];
  return shortDigests(`${blocks.join('\n\n')}\n`);
}

type Cells = readonly (number | string)[];

function section(title: string, rows: readonly Cells[], header: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title}`, cut(header, rows)];
}

function cut(header: readonly string[], rows: readonly Cells[]): string {
  const shown = table(header, rows.slice(0, maxRows));
  return rows.length <= maxRows ? shown : `${shown}\n\n… and ${rows.length - maxRows} more.`;
}

function versionText({ familiar, builds, users: who }: FleetVersion): string {
  return `${code(familiar)} (${builds}): ${who.map(({ repository }) => text(repository)).join(', ')}`;
}

function users({ versions }: FleetBaseImage): string {
  const names = new Set(versions.flatMap((version) => version.users.map(({ repository }) => repository)));
  return [...names].sort().map(text).join(', ');
}
