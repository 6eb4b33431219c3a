import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { planDockerfile } from '../../analyzer/plan/plan-dockerfile.ts';
import { planJson } from '../../analyzer/plan/plan-json.ts';
import { differences, wholeCase, type CaseResult } from './result.ts';
import { canonicalGraph } from './vertex-graph.ts';

interface PlanCase {
  readonly id: string;
  readonly dockerfile: string;
  readonly options?: { readonly target?: string; readonly buildArgs?: Readonly<Record<string, string>> };
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Compares plans with what BuildKit's Dockerfile front end answered; vertices as a graph. */
export function comparePlans(data: unknown): readonly CaseResult[] {
  return (data as readonly PlanCase[]).map(({ id, dockerfile, options, expected }) => {
    const got: Readonly<Record<string, unknown>> = {
      ...planJson(planDockerfile(parseDockerfile(dockerfile), options)),
    };
    return wholeCase(id, differences(comparable(expected), comparable(got, expected)));
  });
}

/** A rejected case is only compared in what the recorded one states: that it is, its line, its warnings. */
function comparable(answer: Readonly<Record<string, unknown>>, expected = answer): unknown {
  if (answer['rejected'] === true) {
    const { rejected, warnings } = answer;
    return { rejected, warnings: sorted(warnings), ...('line' in expected ? { line: answer['line'] } : {}) };
  }
  const { stages, vertices, image, warnings } = answer;
  return { stages, vertices: canonicalGraph(vertices), image, warnings: sorted(warnings) };
}

/** The order of warnings is not part of the answer. */
function sorted(warnings: unknown): unknown {
  if (!Array.isArray(warnings)) return warnings;
  return warnings.map((each) => JSON.stringify(each)).sort();
}
