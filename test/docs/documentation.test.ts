import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { commands } from '../../analyzer/cli/commands.ts';
import { formats } from '../../analyzer/export/formats.ts';
import { action } from '../action/stub-runner.ts';
import { codeBlocks, documents, layerfallCommands } from './code-blocks.ts';

const at = ({ file, line }: { readonly file: string; readonly line: number }): string => `${file}:${line}`;

describe('command lines', () => {
  const shells = codeBlocks.filter(({ language }) => language === 'sh' || language === 'yaml');
  const lines = shells.flatMap((block) => layerfallCommands(block.text).map((words) => [at(block), words] as const));

  test('are found', () => {
    expect(lines.length).toBeGreaterThan(10);
  });

  test.each(lines.map(([place, words]) => [place, words.join(' '), words]))(
    '%s: layerfall %s',
    async (_place, _text, [verb = '', ...rest]) => {
      const entry = commands.find(({ name }) => name === verb);
      if (verb === '--version' || verb === '--help') return;
      expect(entry, `the command ${verb}`).toBeDefined();
      const { options = {} } = (await entry?.load()) ?? {};
      const common = { help: { type: 'boolean' }, quiet: { type: 'boolean' }, verbose: { type: 'boolean' } } as const;
      const { values } = parseArgs({ args: rest, options: { ...common, ...options }, allowPositionals: true });
      const { format } = values as { readonly format?: string };
      if (verb === 'analyze' && format !== undefined) expect([...formats.keys()]).toContain(format);
      if (verb === 'affected' && format !== undefined) expect(['text', 'json', 'markdown', 'matrix']).toContain(format);
    },
  );
});

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on?: unknown;
  readonly jobs?: Readonly<Record<string, { readonly steps?: readonly Step[]; readonly uses?: string }>>;
  readonly steps?: readonly Step[];
}

describe('YAML', () => {
  const blocks = codeBlocks.filter(({ language }) => language === 'yaml');

  test.each(blocks.map((block) => [at(block), block.text]))('%s parses', (_place, text) => {
    for (const document of parseAllDocuments(text)) expect([...document.errors, ...document.warnings]).toEqual([]);
  });

  test.each(blocks.map((block) => [at(block), block.text]))(
    '%s uses the action and its outputs as they are',
    (_place, text) => {
      for (const document of parseAllDocuments(text)) {
        const { jobs = {}, steps = [] } = document.toJS() as Workflow;
        for (const list of [steps, ...Object.values(jobs).map((job) => job.steps ?? [])]) {
          const own = list.filter(
            ({ uses = '', run = '' }) => uses.startsWith('<owner>/layerfall@') || / layerfall github\b/.test(` ${run}`),
          );
          for (const step of own) {
            expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
            if (step.id === undefined) continue;
            const read = [...text.matchAll(new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, 'g'))];
            expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(read.map(([, name]) => name)));
          }
        }
      }
    },
  );

  test('a workflow of the repository that another one calls is there', () => {
    const text = blocks.map((block) => block.text).join('\n');
    for (const [, path] of text.matchAll(/uses: \.\/(\S+)/g)) expect(text).toContain(`# ${path}\n`);
  });
});

describe('tables of the action', () => {
  const page = readFileSync('docs/ci/github.md', 'utf8').replace(/ +/g, ' ');
  const cell = (text: string): string => text.trim().replaceAll('|', '\\|');

  test.each(Object.entries(action.inputs))('the input %s', (name, { description, default: value = '' }) => {
    expect(page).toContain(`| \`${name}\` | ${value === '' ? '' : `\`${value}\` `}| ${cell(description)} |`);
  });

  test.each(Object.entries(action.outputs))('the output %s', (name, { description }) => {
    expect(page).toContain(`| \`${name}\` | ${cell(description)} |`);
  });
});

describe('links', () => {
  const anchors = (file: string): readonly string[] =>
    [
      ...readFileSync(file, 'utf8')
        .replace(/^```.*?^```$/gms, '')
        .matchAll(/^#+ (.+)$/gm),
    ].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    );

  test.each(documents)('of %s lead somewhere', (file) => {
    const text = readFileSync(file, 'utf8').replace(/^ *```.*?^ *```$/gms, '');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const full = path === '' ? file : join(dirname(file), path);
      expect(existsSync(full), `${file}: ${target}`).toBe(true);
      if (anchor !== undefined) expect(anchors(full), `${file}: ${target}`).toContain(anchor);
    }
  });
});
