/**
 * Compares Layerfall's answers with those that real engines gave.
 *
 * Prints each disagreement, and last the totals; exits 1 on a disagreement or when no case ran, 2 on wrong usage.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { totals, type CaseResult } from './result.ts';

type Compare = (data: unknown) => readonly CaseResult[];

/** Loaded one at a time: a kind runs though another's room is broken. */
const kinds: ReadonlyMap<string, () => Promise<Compare>> = new Map([
  ['plan', async () => (await import('./plan.ts')).comparePlans],
  ['words', async () => (await import('./words.ts')).compareWords],
  ['dockerignore', async () => (await import('./dockerignore.ts')).compareIgnoreFiles],
  ['cache', async () => (await import('./cache.ts')).compareCache],
  ['cache-combinations', async () => (await import('./cache.ts')).compareCache],
]);

const usage = `Usage: npm run conformance -- ${[...kinds.keys()].join('|')} [FILE]

FILE is a file of cases in the form of test/conformance/KIND.json, which is also what runs when it is absent.
`;

function show(value: unknown): string {
  return value === undefined ? '(nothing)' : JSON.stringify(value);
}

function report(results: readonly CaseResult[]): void {
  for (const { id, differences } of results) {
    if (differences.length === 0) continue;
    process.stdout.write(`${id}\n`);
    for (const { at, expected, got } of differences) {
      process.stdout.write(
        `  ${at === '' ? '(all)' : at}\n    expected ${show(expected)}\n    got      ${show(got)}\n`,
      );
    }
  }
  for (const { id, abstentions } of results) {
    for (const name of abstentions ?? []) process.stdout.write(`abstains: ${id}: ${name}\n`);
  }
  process.stdout.write(`${totals(results)}\n`);
}

async function main(words: readonly string[]): Promise<number> {
  const [kind = '', file = fileURLToPath(new URL(`./${kind}.json`, import.meta.url))] = words;
  const load = kinds.get(kind);
  if (load === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const compare = await load();
  const results = compare(JSON.parse(readFileSync(file, 'utf8')));
  report(results);
  const ran = results.some(({ agree, disagree, abstain }) => agree + disagree + abstain > 0);
  return ran && results.every(({ disagree }) => disagree === 0) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
