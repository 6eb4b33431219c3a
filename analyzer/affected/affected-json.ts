import { verdictSentence } from '../cache/sentences.ts';
import type { Cause, Status } from '../cache/verdict.ts';
import type { Affected, AffectedBuild, BuildStatus } from './affected.ts';
import type { AffectedStep } from './affected-steps.ts';

/** One step of a build, as the JSON names it. */
export interface AffectedStepJson {
  readonly label: string;
  /** Line in the Dockerfile, from 1; null for what stands in none. */
  readonly line: number | null;
  readonly status: Status;
  readonly causes: readonly Cause[];
  readonly sentence: string;
}

export interface AffectedBuildJson {
  readonly id: string;
  readonly name: string;
  readonly dockerfile: string | null;
  readonly context: string;
  readonly target: string;
  readonly status: BuildStatus;
  readonly isAffected: boolean;
  readonly problem: string;
  readonly needs: readonly string[];
  readonly steps: readonly AffectedStepJson[];
}

export interface AffectedJson {
  readonly schemaVersion: '1.0';
  readonly files: Affected['files'];
  readonly builds: readonly AffectedBuildJson[];
  readonly waves: Affected['waves'];
}

/** The answer as data: every build with every step's verdict, causes and sentence. */
export function affectedJson({ files, builds, waves }: Affected): AffectedJson {
  return { schemaVersion: '1.0', files, builds: builds.map(buildJson), waves };
}

function buildJson(affected: AffectedBuild): AffectedBuildJson {
  const { build, status, isAffected, problem, needs } = affected;
  return {
    id: build.id,
    name: build.name,
    dockerfile: build.dockerfile,
    context: contextText(affected),
    target: build.target,
    status,
    isAffected,
    problem,
    needs,
    steps: affected.steps.map((step) => ({
      label: step.label,
      line: lineOf(affected, step),
      status: step.status,
      causes: step.causes,
      sentence: sentenceOf(affected, step, dockerfileName(affected)),
    })),
  };
}

/** Folder, address, or what stands there. */
export function contextText({ build: { context } }: AffectedBuild): string {
  if (context.kind === 'directory') return context.path === '' ? '.' : context.path;
  return context.kind === 'remote' ? context.url : context.text;
}

/** The Dockerfile's name without its folder, as sentences use it. */
export function dockerfileName({ build }: AffectedBuild): string {
  const path = build.dockerfile ?? build.origins[0]?.path ?? '';
  return path.slice(path.lastIndexOf('/') + 1);
}

function lineOf({ plan }: AffectedBuild, { instruction }: AffectedStep): number | null {
  return instruction === null ? null : (plan?.dockerfile.instructions[instruction]?.range.start.line ?? null);
}

/** A sentence names so many files: one more is still named, as that takes no more room than to say so. */
const maxToldFiles = 3;

/** A step's verdict in words. `isWhole`: with the names of all files that are kept. */
export function sentenceOf(
  { plan }: AffectedBuild,
  step: AffectedStep,
  file: string,
  told: number | null = null,
  isWhole = false,
): string {
  const { status, changedFiles, label } = step;
  const causes = isWhole ? step.causes : withFewFiles(step.causes);
  if (plan !== null && step.step !== null) {
    return verdictSentence(plan, { step: step.step, status, causes, changedFiles }, file, told);
  }
  return `${label} is ${status === 'cached' ? 'loaded from the cache' : status}.`;
}

function withFewFiles(causes: readonly Cause[]): readonly Cause[] {
  const isFile = ({ kind }: Cause): boolean => kind === 'file' || kind === 'selection';
  const files = causes.filter(isFile);
  if (files.length <= maxToldFiles + 1) return causes;
  const kept = new Set(files.slice(0, maxToldFiles));
  return causes.filter((cause) => !isFile(cause) || kept.has(cause));
}
