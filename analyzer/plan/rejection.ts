import type { Problem } from '../dockerfile/problem.ts';
import type { Range } from '../dockerfile/range.ts';

/** Carries the reason why BuildKit would refuse a Dockerfile up to `planDockerfile`; never leaves it. */
export class Rejection extends Error {
  readonly problem: Problem;

  constructor(message: string, range: Range | null, hint?: string) {
    super(message);
    this.name = 'Rejection';
    this.problem = hint === undefined ? { message, range } : { message, hint, range };
  }
}
