import { format, resolveConfig } from 'prettier';
import { buildCheckRules } from '../analyzer/checks/build-check-advice.ts';
import { checkMarkdown } from '../analyzer/checks/check-markdown.ts';
import { checks } from '../analyzer/checks/checks.ts';

/** Where the page of all checks stands. */
export const checksPagePath = 'docs/checks.md';

/** The page of all checks, from their table. */
export async function checksPage(): Promise<string> {
  const own = [...checks.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  const text = [
    '# Checks',
    '',
    '<!-- Written by `npm run checks` from `analyzer/checks/checks.ts`: edit the checks, not this page. -->',
    '',
    `Layerfall reports BuildKit’s own ${buildCheckRules.length} build checks under BuildKit’s names, and ${own.length} of its own: about what only the whole repository and its cache model can show. A finding says how many steps it costs: those that are rebuilt because of it, and would not be otherwise.`,
    '',
    '| Check | Severity | What is wrong |',
    '| --- | --- | --- |',
    ...own.map(({ rule, severity, title }) => `| [\`${rule}\`](#${rule}) | ${severity} | ${title} |`),
    '',
    ...own.flatMap((check) => [
      `## ${check.rule}`,
      '',
      `**${check.title}** (${check.severity})`,
      '',
      checkMarkdown(check),
      '',
    ]),
    '## BuildKit’s build checks',
    '',
    'They keep BuildKit’s names, and are explained in [Docker’s documentation](https://docs.docker.com/reference/build-checks/):',
    `${[...buildCheckRules]
      .toSorted()
      .map((rule) => `\`${rule}\``)
      .join(', ')}.`,
    '',
  ].join('\n');
  return format(text, { ...(await resolveConfig(checksPagePath)), filepath: checksPagePath });
}
