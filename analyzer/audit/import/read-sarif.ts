import type { Severity } from '../../checks/finding.ts';
import { artifactPath } from './artifact-path.ts';
import {
  countOf,
  fieldsOf,
  importedText,
  listOf,
  type ImportedRegion,
  type ImportedResult,
} from './imported-result.ts';

/** As many results of one file are read as people could ever look at. */
export const maxResults = 20_000;

/**
 * The results of a SARIF 2.1.0 log, as hadolint, Trivy and others write it, without those that passed or that the tool itself
 * suppresses. `root`: the repository's absolute path, with slashes. Nothing in the log is trusted.
 */
export function readSarif(log: unknown, root: string): readonly ImportedResult[] {
  const results: ImportedResult[] = [];
  for (const run of listOf(fieldsOf(log)['runs'])) {
    const { results: found, originalUriBaseIds, artifacts } = fieldsOf(run);
    const { driver, extensions } = fieldsOf(fieldsOf(run)['tool']);
    const tool = importedText(fieldsOf(driver)['name'], 100) || 'another tool';
    const rules = [driver, ...listOf(extensions)].map((component) => listOf(fieldsOf(component)['rules']));
    const byId = new Map(rules.flat().map((rule) => [fieldsOf(rule)['id'], fieldsOf(rule)]));
    for (const result of listOf(found)) {
      if (results.length >= maxResults) return results;
      const fields = fieldsOf(result);
      if (isSettled(fields)) continue;
      const { ruleId, ruleIndex, message, level, locations } = fields;
      const indexed = fieldsOf(typeof ruleIndex === 'number' ? rules[0]?.[ruleIndex] : undefined);
      const rule = byId.get(ruleId) ?? indexed;
      const id = importedText(ruleId ?? fieldsOf(fields['rule'])['id'] ?? rule['id'], 200);
      const { physicalLocation } = fieldsOf(listOf(locations)[0]);
      const { artifactLocation, region } = fieldsOf(physicalLocation);
      const { index } = fieldsOf(artifactLocation);
      const listed = typeof index === 'number' ? fieldsOf(listOf(artifacts)[index])['location'] : undefined;
      results.push({
        tool,
        rule: id === '' ? 'unnamed' : id,
        severity: severityOf(level, rule),
        message: messageOf(message, rule),
        hint: hintOf(rule),
        path:
          artifactPath(artifactLocation, root, originalUriBaseIds) ?? artifactPath(listed, root, originalUriBaseIds),
        text: null,
        region: regionOf(region),
      });
    }
  }
  return results;
}

/** It passed, does not apply, is gone since a baseline of the tool's, or is suppressed there (3.27.9, 3.27.24, 3.27.23). */
function isSettled({ kind, baselineState, suppressions }: Readonly<Record<string, unknown>>): boolean {
  if (kind === 'pass' || kind === 'notApplicable' || baselineState === 'absent') return true;
  const states = listOf(suppressions).map((each) => fieldsOf(each)['status'] ?? 'accepted');
  return states.length > 0 && states.every((state) => state === 'accepted');
}

const levels: ReadonlyMap<unknown, Severity> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'info'],
  ['none', 'info'],
] as const);

/** Its level, else that of its rule, else by the rule's security-severity as GitHub reads it, else SARIF's own (3.27.10). */
function severityOf(level: unknown, rule: Readonly<Record<string, unknown>>): Severity {
  const own = levels.get(level) ?? levels.get(fieldsOf(rule['defaultConfiguration'])['level']);
  if (own !== undefined) return own;
  const security = fieldsOf(rule['properties'])['security-severity'];
  const score = typeof security === 'string' || typeof security === 'number' ? Number(security) : Number.NaN;
  if (Number.isNaN(score)) return 'warning';
  return score >= 7 ? 'error' : score >= 4 ? 'warning' : 'info';
}

function messageOf(message: unknown, rule: Readonly<Record<string, unknown>>): string {
  const { text, markdown, id } = fieldsOf(message);
  // Trivy writes a table of lines, of which one is the message.
  const said = typeof text === 'string' ? (/^Message: (.+)$/m.exec(text.slice(0, 4000))?.[1] ?? text) : undefined;
  const named = typeof id === 'string' ? fieldsOf(fieldsOf(rule['messageStrings'])[id])['text'] : undefined;
  const short = fieldsOf(rule['shortDescription'])['text'];
  return (
    importedText(said) || importedText(named) || importedText(markdown) || importedText(short) || 'It says nothing.'
  );
}

/** Help in a line; longer help has an address of its own. */
function hintOf(rule: Readonly<Record<string, unknown>>): string {
  const help = fieldsOf(rule['help'])['text'];
  if (typeof help === 'string' && help.length <= 300 && !help.trim().includes('\n')) return importedText(help);
  const address = importedText(rule['helpUri'], 300);
  return /^https?:\/\/[^\s"<>]+$/.test(address) ? `See ${address}` : '';
}

function regionOf(region: unknown): ImportedRegion | null {
  const { startLine, startColumn, endLine, endColumn } = fieldsOf(region);
  const start = countOf(startLine);
  if (start === null) return null;
  const end = countOf(endLine) ?? start;
  return { startLine: start, startColumn: countOf(startColumn), endLine: end, endColumn: countOf(endColumn) };
}
