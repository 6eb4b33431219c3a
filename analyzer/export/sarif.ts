import { buildCheckAdvice, buildCheckPage } from '../checks/build-check-advice.ts';
import { checkMarkdown } from '../checks/check-markdown.ts';
import { checks } from '../checks/checks.ts';
import type { Finding, Severity } from '../checks/finding.ts';
import type { Range } from '../dockerfile/range.ts';
import type { Report } from '../report/report.ts';
import { findingPlace } from './finding-place.ts';

const levels: Readonly<Record<Severity, 'error' | 'note' | 'warning'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Tools whose rules Layerfall applies itself: their findings are its own. */
const ownSources: ReadonlySet<string> = new Set(['buildkit', 'layerfall']);

/**
 * The findings as SARIF 2.1.0, which GitHub, GitLab and Azure show beside the code: a run of Layerfall's own, and one for each
 * tool whose findings were imported.
 */
export function writeSarif({ findings, generator }: Report): string {
  const tools = [...new Set(findings.map(({ source }) => source).filter((source) => !ownSources.has(source)))].sort();
  const own = { name: 'Layerfall', version: generator.version };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      sarifRun(
        own,
        findings.filter(({ source }) => ownSources.has(source)),
      ),
      ...tools.map((tool) =>
        sarifRun(
          { name: tool },
          findings.filter(({ source }) => source === tool),
        ),
      ),
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function sarifRun(driver: { readonly name: string; readonly version?: string }, findings: readonly Finding[]): object {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding.source]))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const ruleIndex = new Map(rules.map(([rule], index) => [rule, index]));
  return {
    tool: {
      driver: {
        ...driver,
        rules: rules.map(([rule, source]) => (ownSources.has(source) ? sarifRule(rule) : { id: rule })),
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
      // The name by which GitHub knows a finding again; the other one is Layerfall's own.
      partialFingerprints: { primaryLocationLineHash: finding.fingerprint, 'layerfall/v1': finding.fingerprint },
      ...suppressions(finding),
    })),
  };
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
  if (check === undefined) {
    const helpUri = buildCheckPage(rule);
    const text = buildCheckAdvice(rule);
    return { id: rule, ...(text === '' ? {} : { help: { text } }), ...(helpUri === '' ? {} : { helpUri }) };
  }
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
