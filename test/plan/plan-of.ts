import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import type { Plan, PlanOutcome } from '../../analyzer/plan/plan.ts';
import { planDockerfile } from '../../analyzer/plan/plan-dockerfile.ts';
import type { PlanOptions } from '../../analyzer/plan/plan-options.ts';
import type { ExecVertex, FileVertex, SourceVertex, Vertex } from '../../analyzer/plan/vertex.ts';

/** The PATH that every image sets which says nothing else. */
export const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Lines as a Dockerfile. */
export function dockerfile(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** Parses and plans a text. */
export function outcomeOf(text: string, options?: PlanOptions): PlanOutcome {
  return planDockerfile(parseDockerfile(text), options);
}

/** The plan of a text that is expected to have one. */
export function planOf(text: string, options?: PlanOptions): Plan {
  const outcome = outcomeOf(text, options);
  if (outcome.kind === 'rejected') throw new Error(`rejected: ${outcome.problem.message}`);
  return outcome.plan;
}

/** Why a text is rejected, with its line; fails for one that is not. */
export function rejectionOf(
  text: string,
  options?: PlanOptions,
): { readonly message: string; readonly line: number | null } {
  const outcome = outcomeOf(text, options);
  if (outcome.kind === 'planned') throw new Error('planned');
  return { message: outcome.problem.message, line: outcome.problem.range?.start.line ?? null };
}

/** The labels of all vertices, in order. */
export function labels(plan: Plan): readonly string[] {
  return plan.vertices.map((vertex) => vertex.label);
}

/** All execs of a plan. */
export function execs(plan: Plan): readonly ExecVertex[] {
  return plan.vertices.filter((vertex) => vertex.type === 'exec');
}

/** The last exec of a plan. */
export function lastExec(plan: Plan): ExecVertex {
  const exec = execs(plan).at(-1);
  if (exec === undefined) throw new Error('no exec');
  return exec;
}

/** The last file operation of a plan. */
export function lastFile(plan: Plan): FileVertex {
  const file = plan.vertices.findLast((vertex) => vertex.type === 'file');
  if (file === undefined) throw new Error('no file operation');
  return file;
}

/** All sources of a plan. */
export function sources(plan: Plan): readonly SourceVertex[] {
  return plan.vertices.filter((vertex) => vertex.type === 'source');
}

/** `NAME=value` of an exec, in order, without PATH. */
export function envOf(exec: ExecVertex): readonly string[] {
  return exec.env.map(({ name, value }) => `${name}=${value}`).filter((entry) => entry !== path);
}

/** The vertex that a label names. */
export function vertexAt(plan: Plan, label: string): Vertex {
  const vertex = plan.vertices.find((each) => each.label === label);
  if (vertex === undefined) throw new Error(`no ${label} among ${labels(plan).join(' | ')}`);
  return vertex;
}
