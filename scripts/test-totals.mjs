/**
 * Prints the totals of a test run, read from the file that Vitest's JSON reporter wrote: `12 passed, 0 failed`. Fails
 * where a test failed, was left out, or none ran.
 */
import { readFileSync } from 'node:fs';

const [file = ''] = process.argv.slice(2);
const { numTotalTests, numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
const leftOut = numTotalTests - numPassedTests - numFailedTests;
// A file that could not even be loaded has no tests that could fail: it counts as one.
const broken = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
const failed = numFailedTests + broken.length;
if (leftOut > 0) process.stdout.write(`${leftOut} left out: every test has to run here\n`);
process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`);
if (numPassedTests === 0 || failed > 0 || leftOut > 0) process.exitCode = 1;
