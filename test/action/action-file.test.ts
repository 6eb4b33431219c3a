import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { github } from '../../analyzer/cli/github.ts';
import { action } from './stub-runner.ts';

const { inputs, runs } = action;
const scripts = runs.steps.filter(({ run }) => run !== undefined);

describe('action.yml', () => {
  test.each(scripts.map((step) => [step.name, step.run]))('%s: nothing is written into the script', (_name, run) => {
    expect(run).not.toContain('${{');
  });

  test('every input is used, and only such as there are', () => {
    const used = [...JSON.stringify(runs).matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name ?? '');
    expect(new Set(used)).toEqual(new Set(Object.keys(inputs)));
  });

  test('inputs go by the name that the script reads them by', () => {
    const source = readFileSync('action/inputs.ts', 'utf8');
    const read = new Set(
      [...source.matchAll(/(?:text|valueOf)\('([\w-]+)'\)/g)].map(
        ([, name = '']) => `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
      ),
    );
    const env = scripts.flatMap((step) => Object.entries(step.env ?? {})).filter(([name]) => name.startsWith('INPUT_'));
    expect(new Set(env.map(([name]) => name))).toEqual(read);
    for (const [name, value] of env) {
      expect(value).toBe(`\${{ inputs.${name.slice(6).toLowerCase().replaceAll('_', '-')} }}`);
    }
  });

  test('its inputs are the options of the command, but for what a workflow has steps of its own for', () => {
    const own = ['publish', 'sarif', 'token'];
    expect(Object.keys(inputs).sort()).toEqual([...Object.keys(github.options), ...own].sort());
  });

  test.each(runs.steps.flatMap(({ name, uses }) => (uses === undefined ? [] : [[name, uses]])))(
    '%s: uses %s at a major version',
    (_name, uses) => {
      expect(uses).toMatch(/^[\w-]+\/[\w/-]+@v\d+$/);
    },
  );

  test('a pull request never publishes', () => {
    const publishing = runs.steps.filter(({ uses }) => /pages/.test(uses ?? ''));
    expect(publishing.map((step) => step.if)).toEqual(
      publishing.map(() => "inputs.publish == 'true' && github.event_name != 'pull_request'"),
    );
  });
});
