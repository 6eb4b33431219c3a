import { parseDockerfile } from '../analyzer/dockerfile/parse.ts';
import { planDockerfile } from '../analyzer/plan/plan-dockerfile.ts';
import { makeDockerfiles } from './make-dockerfiles.ts';
import { shortestTime, type Measurement } from './measurement.ts';

/** What BuildKit's front end, written in Go, takes on such a machine: milliseconds a Dockerfile. */
const buildkit = { parse: 0.25, convert: 1 };

/** Parsing and planning of a thousand Dockerfiles on one thread, and of long ones. */
export function measureFrontEnd(): readonly Measurement[] {
  const texts = makeDockerfiles(1000);
  const parse = shortestTime(5, () => texts.forEach((text) => parseDockerfile(text))) / texts.length;
  const plan = shortestTime(5, () => texts.forEach((text) => planDockerfile(parseDockerfile(text)))) / texts.length;
  return [
    {
      name: 'parse one Dockerfile of 44 lines',
      value: parse,
      unit: 'ms',
      reference: { name: 'BuildKit', value: buildkit.parse },
    },
    { name: 'parse and plan it', value: plan, unit: 'ms', reference: { name: 'BuildKit', value: buildkit.convert } },
    ...measureLength(),
  ];
}

function measureLength(): readonly Measurement[] {
  const text = (lines: number): string => `FROM alpine\n${'RUN echo hello && \\\n    echo world\n'.repeat(lines / 2)}`;
  const time = (lines: number): number => shortestTime(3, () => planDockerfile(parseDockerfile(text(lines))));
  const short = time(10_000);
  const long = time(100_000);
  return [
    { name: 'parse and plan 10,000 lines', value: short, unit: 'ms' },
    { name: 'parse and plan 100,000 lines', value: long, unit: 'ms' },
    { name: 'ten times the lines take', value: long / short, unit: '×', reference: { name: 'linear', value: 10 } },
  ];
}
