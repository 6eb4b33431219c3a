import { checkMarkdown } from '../checks/check-markdown.ts';
import { checks } from '../checks/checks.ts';
import { buildCheckPage } from '../checks/build-check-advice.ts';
import type { Finding, Severity } from '../checks/finding.ts';
import type { Range } from '../dockerfile/range.ts';
import type { Report } from '../report/report.ts';
import { findingPlace } from './finding-place.ts';

const levels: Readonly<Record<Severity, 'error' | 'note' | 'warning'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The findings as SARIF 2.1.0, which GitHub, GitLab and Azure show beside the code. */
export function writeSarif({ findings, generator }: Report): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const ruleIndex = new Map(rules.map((rule, index) => [rule, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Layerfall',
            version: generator.version,
            rules: rules.map((rule) => sarifRule(rule)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: 'The root of the repository' } } },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: ruleIndex.get(finding.rule),
          level: levels[finding.severity],
          message: { text: sentences(finding) },
          locations: [sarifLocation(finding)],
          partialFingerprints: { 'layerfall/v1': finding.fingerprint },
          ...suppressions(finding),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Accepted findings stay in the file, and are not shown as open ones (SARIF 2.1.0, 3.35). */
function suppressions({ acceptance }: Finding): object {
  if (acceptance === null) return {};
  const kind = acceptance.by === 'comment' ? 'inSource' : 'external';
  const justification = acceptance.reason === '' ? {} : { justification: acceptance.reason };
  return { suppressions: [{ kind, status: 'accepted', ...justification }] };
}

/** BuildKit's messages have no full stop, those that follow need one. */
function sentences({ message, hint }: Finding): string {
  return hint === '' ? message : `${message.replace(/\.$/, '')}. ${hint}`;
}

/** What a rule says of itself, as viewers show it beside its findings (SARIF 2.1.0, 3.49). */
function sarifRule(rule: string): object {
  const check = checks.get(rule);
  const helpUri = buildCheckPage(rule);
  if (check === undefined) return helpUri === '' ? { id: rule } : { id: rule, helpUri };
  const { title, why, mend, severity } = check;
  return {
    id: rule,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${mend}`, markdown: checkMarkdown(check) },
    defaultConfiguration: { level: levels[severity] },
  };
}

function sarifLocation(finding: Finding): object {
  const { file, range } = findingPlace(finding);
  const uri = file.split('/').map(encodeURIComponent).join('/');
  const region = range === null ? {} : { region: sarifRegion(range) };
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: 'ROOT' }, ...region } };
}

function sarifRegion({ start, end }: Range): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
