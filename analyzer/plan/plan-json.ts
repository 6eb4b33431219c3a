import type { Healthcheck } from '../dockerfile/instruction.ts';
import type { Range } from '../dockerfile/range.ts';
import type { ImageConfig } from './image-config.ts';
import type { Plan, PlanOutcome } from './plan.ts';
import type { FileAction, Mount, Vertex } from './vertex.ts';

type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };
/** The JSON form of a plan. */
export type PlanJson = Readonly<Record<string, Json>>;

/**
 * A plan in the shape that the recorded truths of BuildKit have: stages, vertices with a last one for the result, image
 * and warnings; or that it is rejected, and where.
 */
export function planJson(outcome: PlanOutcome): PlanJson {
  if (outcome.kind === 'rejected') {
    const { problem, dockerfile } = outcome;
    // Of a text that does not even parse, the recorded truths name no warnings.
    const warnings = dockerfile.problem === null ? outcome.warnings : [];
    return {
      rejected: true,
      message: problem.message,
      ...(problem.hint === undefined ? {} : { hint: problem.hint }),
      ...(problem.range === null ? {} : { line: problem.instructionLine ?? problem.range.start.line }),
      warnings: warningsToJson(warnings),
    };
  }
  const { plan } = outcome;
  return {
    stages: stagesToJson(plan),
    vertices: [...plan.vertices.map(vertexToJson), resultToJson(plan)],
    image: imageToJson(plan.image),
    warnings: warningsToJson(plan.warnings),
  };
}

function lines(range: Range): Json {
  return [range.start.line, range.end.line];
}

function warningsToJson(warnings: Plan['warnings']): Json {
  return warnings.map(({ rule, range }) => ({ rule, lines: lines(range) }));
}

function stagesToJson({ dockerfile, stages }: Plan): Json {
  return stages.map((stage) => {
    const [from, ...commands] = stage.instructions.map((index) => dockerfile.instructions[index]);
    return {
      index: stage.index,
      name: stage.name,
      base: from?.keyword === 'FROM' ? from.base : '',
      platform: from?.keyword === 'FROM' ? from.platform : '',
      lines: from === undefined ? null : lines(from.range),
      commands: commands.flatMap((command) =>
        command === undefined ? [] : [{ name: command.written, lines: lines(command.range) }],
      ),
    };
  });
}

function resultToJson({ result, vertices }: Plan): Json {
  const inputs = result === null ? [] : [[result.vertex, result.output]];
  return { id: vertices.length, name: '', type: 'result', inputs };
}

function vertexToJson(vertex: Vertex): Json {
  const { id, label: name, type, platform } = vertex;
  const inputs = vertex.inputs.map((input) => [input.vertex, input.output]);
  const base = { id, name, type, inputs, ...(platform === null ? {} : { platform }) };
  switch (vertex.type) {
    case 'merge':
      return base;
    case 'source':
      return { ...base, identifier: vertex.identifier, attrs: vertex.attrs };
    case 'file':
      return { ...base, file: vertex.actions.map(actionToJson) };
    case 'exec': {
      const { args, cwd, user, network, security } = vertex;
      const env = vertex.env.map((entry) => `${entry.name}=${entry.value}`);
      return { ...base, exec: { args, env, cwd, user, network, security, mounts: vertex.mounts.map(mountToJson) } };
    }
  }
}

function mountToJson({ type, dest, input, output, selector, isReadonly, cache, secret, ssh }: Mount): Json {
  return {
    type,
    dest,
    input,
    // BuildKit leaves the output of what is no file system at 0.
    output: secret === undefined && ssh === undefined ? output : 0,
    selector,
    readonly: isReadonly,
    ...(cache === undefined ? {} : { cache: { id: cache.id, sharing: cache.sharing } }),
    ...(secret === undefined ? {} : { secret: secret.id }),
    ...(ssh === undefined ? {} : { ssh: ssh.id }),
  };
}

function actionToJson(action: FileAction): Json {
  const { input, secondary } = action;
  switch (action.kind) {
    case 'copy': {
      const { src, dest, modeStr, followSymlink, dirContentsOnly, unpack, wildcard } = action;
      const { include, exclude, required } = action;
      const mode = modeStr === '' ? action.mode : 0;
      const paths = { src, dest, mode, modeStr, followSymlink, dirContentsOnly, unpack, wildcard };
      return { input, secondary, copy: { ...paths, include, exclude, required } };
    }
    case 'mkdir':
      return { input, secondary, mkdir: { path: action.path, mode: action.mode } };
    case 'mkfile':
      return { input, secondary, mkfile: { path: action.path, mode: action.mode, data: action.data } };
    case 'rm':
      return { input, secondary, rm: { path: action.path } };
  }
}

function imageToJson(image: ImageConfig): Json {
  const { env, cmd, entrypoint, workdir, user, ports, volumes, stopSignal, shell, onbuild } = image;
  return {
    env,
    cmd,
    entrypoint,
    workdir,
    user,
    ports,
    volumes,
    labels: Object.fromEntries(image.labels),
    stopSignal,
    shell,
    onbuild,
    healthcheck: image.healthcheck === null ? null : healthcheckToJson(image.healthcheck),
    history: image.history.map(({ by, isEmpty }) => ({ by, empty: isEmpty })),
  };
}

function healthcheckToJson({ test, interval, timeout, startPeriod, startInterval, retries }: Healthcheck): Json {
  const numbers = { Interval: interval, Timeout: timeout, StartPeriod: startPeriod, StartInterval: startInterval };
  const given = Object.entries({ ...numbers, Retries: retries }).filter(([, value]) => value !== 0);
  return { Test: test, ...Object.fromEntries(given) };
}
