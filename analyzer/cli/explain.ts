import { relative, resolve, sep } from 'node:path';
import { affected } from '../affected/affected.ts';
import type { AffectedStep } from '../affected/affected-steps.ts';
import { sentenceOf } from '../affected/affected-json.ts';
import { explainLine, type Explanation } from '../affected/explanation.ts';
import { explanationText } from '../affected/explanation-text.ts';
import { plainLine } from '../plan/plain-line.ts';
import { changeHelp, changeOptions, changeQuestion, namesChange, splitPositionals } from './change-options.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';
import { repositoryRoot } from './open-repository.ts';
import { outputsHelp, wantedOutputs, writeOutputs } from './outputs.ts';

/** `layerfall explain`: what a step's cache key is made of, what would rebuild it, what it drags along. */
export const explain: Command = {
  help: `Usage: layerfall explain FILE:LINE [PATH] [options]

What the cache key of the step at a line of a Dockerfile is made of, what would rebuild it and what it drags along;
with a change also what becomes of it, and why.
FILE is relative to PATH (this folder when absent), or to this folder.

${changeHelp}
  --format FORMAT    text, json (text)
  --output FILE      Write to a file; - is standard output (-)
${outputsHelp}

Examples:
  layerfall explain Dockerfile:12
  layerfall explain api/Dockerfile:7 ../shop --since HEAD~1
`,
  options: { ...changeOptions, format: { type: 'string' }, output: { type: 'string', multiple: true } },
  run: async (positionals, values, io) => {
    const [place = '', ...others] = positionals;
    // The column that other commands print behind a line says nothing here.
    const match = /^(.+?):(\d{1,9})(?::\d{1,9})?$/.exec(place);
    if (match === null) throw new CliError('no line is named', 'Write layerfall explain Dockerfile:12.');
    const outputs = wantedOutputs(values, ['text', 'json'], io.cwd, 'text');
    const split = splitPositionals(others, values, io.cwd);
    const root = repositoryRoot(split.paths, io);
    const question = await changeQuestion(root, split.values, io);
    const tree = question.change.after;
    const dockerfile = dockerfilePath(root, match[1] ?? '', io.cwd, (path) => tree.stat(path)?.kind === 'file');
    const line = Number(match[2]);
    const explanation = explainLine(tree, dockerfile, line, { ...question, buildArgs: {} });
    const verdicts = namesChange(split.values) ? verdictsAt(explanation, affected(question)) : [];
    const texts = {
      json: () => `${JSON.stringify(explanationJson(explanation, verdicts), null, 2)}\n`,
      text: () =>
        [...verdicts.map(({ sentence }) => `${plainLine(sentence)}\n`), explanationText(explanation)].join('\n'),
    };
    writeOutputs(outputs, ({ format }) => (format === 'json' ? texts.json() : texts.text()), io);
    return explanation.kind === 'nothing' ? 1 : 0;
  },
};

/** The Dockerfile's path in the repository. Throws `CliError` when neither way of reading it leads to a file. */
function dockerfilePath(root: string, file: string, cwd: string, isFile: (path: string) => boolean): string {
  for (const from of [root, cwd]) {
    const path = relative(root, resolve(from, file)).split(sep).join('/');
    if (!path.startsWith('..') && isFile(path)) return path;
  }
  throw new CliError(`${file}: there is no such file`, 'FILE is relative to the repository or to this folder.');
}

/** What a change makes of an explained step. */
interface StepVerdict {
  readonly build: string;
  readonly step: number;
  readonly status: AffectedStep['status'];
  readonly causes: AffectedStep['causes'];
  readonly changedFiles: number;
  readonly sentence: string;
}

function verdictsAt(explanation: Explanation, answer: ReturnType<typeof affected>): readonly StepVerdict[] {
  if (explanation.kind !== 'steps') return [];
  return explanation.steps.flatMap(({ build, plan, step }) => {
    const found = answer.builds.find((each) => each.build.id === build.id);
    const verdict = found?.steps.find((each) => each.step === step);
    if (found === undefined) return [];
    const { label = '', instruction = 0 } = plan.steps[step] ?? {};
    const cached = { step, label, instruction, status: 'cached' as const, causes: [], changedFiles: 0 };
    const told = verdict ?? cached;
    const { status, causes, changedFiles } = told;
    const sentence = sentenceOf({ ...found, plan }, told, build.dockerfile ?? '');
    return [{ build: build.id, step, status, causes, changedFiles, sentence }];
  });
}

function explanationJson(explanation: Explanation, verdicts: readonly StepVerdict[]): unknown {
  if (explanation.kind === 'nothing') return explanation;
  if (explanation.kind === 'setting') {
    const { kind, build, keyword, unusedStage, drags } = explanation;
    return { kind, build: build.id, keyword, unusedStage, drags };
  }
  const steps = explanation.steps.map(({ build, plan, step, ...about }) => {
    const found = plan.steps[step];
    const line =
      found === undefined ? null : (plan.dockerfile.instructions[found.instruction]?.range.start.line ?? null);
    return { build: build.id, step, label: found?.label ?? '', line, ...about };
  });
  return { kind: 'steps', verdicts, steps };
}
