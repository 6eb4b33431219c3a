import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import type { PlanOutcome } from '../../analyzer/plan/plan.ts';
import { planDockerfile } from '../../analyzer/plan/plan-dockerfile.ts';
import { planDot } from '../../analyzer/plan/plan-dot.ts';
import { planJson } from '../../analyzer/plan/plan-json.ts';
import { planText } from '../../analyzer/plan/plan-text.ts';
import { instructionLists } from './dockerfiles.ts';
import { outcomeOf } from './plan-of.ts';

/** What a plan says, but for where in the file it says it. */
function meaning(outcome: PlanOutcome): unknown {
  if (outcome.kind === 'rejected') return { rejected: outcome.problem.message };
  const { plan } = outcome;
  const { vertices, image } = planJson(outcome);
  const shape = plan.stages.map(({ name, base, platform, isReachable }) => ({ name, base, platform, isReachable }));
  const origins = plan.vertices.map(({ definedBy, buildArgs }) => ({ definedBy, buildArgs }));
  const variables = plan.variables.map(({ name, value, usedBy }) => ({ name, value, usedBy }));
  return { vertices, image, shape, origins, variables, labels: plan.steps.map((step) => step.label) };
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

test('most of the generated Dockerfiles build', () => {
  const kinds = fc.sample(instructionLists, { numRuns: 300, seed: 1 }).map((lines) => outcomeOf(textOf(lines)).kind);
  expect(kinds.filter((kind) => kind === 'planned').length).toBeGreaterThan(60);
});

describe('a plan', () => {
  test('is the same for instructions printed again in one line each', () => {
    fc.assert(
      fc.property(instructionLists, (lines) => {
        const parsed = parseDockerfile(textOf(lines));
        fc.pre(parsed.problem === null);
        const printed = parsed.instructions.flatMap(({ original, heredocs }) => [
          original,
          ...heredocs.flatMap((heredoc) => [heredoc.content.replace(/\n$/, ''), heredoc.name]),
        ]);
        expect(meaning(outcomeOf(textOf(printed)))).toEqual(meaning(planDockerfile(parsed)));
      }),
    );
  });

  test('does not change with comments and blank lines between instructions', () => {
    const filler = fc.constantFrom('', '# comment', '   # indented', '\t');
    fc.assert(
      fc.property(instructionLists, fc.array(filler, { minLength: 1, maxLength: 8 }), (lines, fillers) => {
        const filled = lines.flatMap((line, place) => [fillers[place % fillers.length] ?? '', line]);
        expect(meaning(outcomeOf(textOf(filled)))).toEqual(meaning(outcomeOf(textOf(lines))));
      }),
    );
  });

  test('does not change with the case of keywords, but for the checks', () => {
    fc.assert(
      fc.property(instructionLists, (lines) => {
        const lower = lines.map((line) => line.replace(/^(?:ONBUILD )?\w+/, (keyword) => keyword.toLowerCase()));
        const [one, other] = [outcomeOf(textOf(lines)), outcomeOf(textOf(lower))];
        expect(other.kind).toBe(one.kind);
        if (one.kind === 'planned' && other.kind === 'planned') {
          expect(planJson(other)['vertices']).toEqual(planJson(one)['vertices']);
        }
      }),
    );
  });

  test('has inputs before what they feed, each consumed, and steps that own what they should', () => {
    fc.assert(
      fc.property(instructionLists, (lines) => {
        const outcome = outcomeOf(textOf(lines));
        fc.pre(outcome.kind === 'planned');
        const { vertices, result, steps, stages, dockerfile } = outcome.plan;
        const consumed = new Set(result === null ? [] : [result.vertex]);
        for (const [id, vertex] of vertices.entries()) {
          expect(vertex.id).toBe(id);
          for (const input of vertex.inputs) {
            expect(input.vertex).toBeLessThan(id);
            consumed.add(input.vertex);
          }
          expect([...vertex.definedBy]).toEqual([...new Set(vertex.definedBy)].toSorted((a, b) => a - b));
          if (vertex.instruction !== null) expect(dockerfile.instructions[vertex.instruction]).toBeDefined();
        }
        expect(consumed.size).toBe(vertices.length);
        for (const step of steps) {
          expect(step.vertices.length).toBeGreaterThan(0);
          if (step.stage !== null) expect(stages[step.stage]?.isReachable).toBe(true);
        }
        const owned = new Set(steps.flatMap((step) => step.vertices));
        for (const vertex of vertices) expect(owned.has(vertex.id) || vertex.type === 'source').toBe(true);
      }),
    );
  });

  test('does not depend on build arguments that none of its vertices names', () => {
    fc.assert(
      fc.property(instructionLists, fc.constantFrom('A', 'B', 'C', 'D'), (lines, name) => {
        const [one, other] = [outcomeOf(textOf(lines)), outcomeOf(textOf(lines), { buildArgs: { [name]: 'new' } })];
        fc.pre(one.kind === 'planned' && other.kind === 'planned');
        fc.pre(!one.plan.vertices.some((vertex) => vertex.buildArgs.includes(name)));
        // An argument may decide whether there is a vertex at all: WORKDIR makes none for `/`.
        fc.pre(one.plan.vertices.length === other.plan.vertices.length);
        const bare = ({ plan }: typeof one): unknown => plan.vertices.map((vertex) => ({ ...vertex, label: '' }));
        expect(bare(other)).toEqual(bare(one));
      }),
      { numRuns: 300 },
    );
  });
});

describe('planning never throws', () => {
  test.each([
    ['for any text', fc.string({ unit: 'binary', maxLength: 200 })],
    [
      'for any lines',
      fc
        .array(
          fc.tuple(
            fc.constantFrom('FROM', 'RUN', 'COPY', 'ENV', 'ARG', 'ONBUILD', 'WORKDIR', 'ADD', 'EXPOSE'),
            fc.string({ maxLength: 20 }),
          ),
          { maxLength: 12 },
        )
        .map((lines) => `FROM a\n${lines.map((each) => each.join(' ')).join('\n')}`),
    ],
    ['for what is nearly right', instructionLists.map(textOf)],
  ])('%s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const outcome = outcomeOf(text);
        expect(['planned', 'rejected']).toContain(outcome.kind);
        expect(() => JSON.stringify(planJson(outcome))).not.toThrow();
        if (outcome.kind === 'planned') {
          expect(planText(outcome.plan, { file: 'f', isColored: false, width: 80 })).not.toMatch(/(?!\n)\p{Cc}/u);
          expect(planDot(outcome.plan)).toMatch(/^digraph plan \{\n[^]*\}\n$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('for a chain of 20,000 stages, and for 20,000 steps', () => {
    const stages = Array.from(
      { length: 20_000 },
      (_, place) => `FROM ${place === 0 ? 'a' : `s${place - 1}`} AS s${place}`,
    );
    const steps = Array.from({ length: 20_000 }, (_, place) => `RUN ${place}`);
    const outcome = outcomeOf(textOf([...stages, ...steps]));
    expect(outcome.kind === 'planned' && outcome.plan.vertices.length).toBe(20_001);
  });
});
