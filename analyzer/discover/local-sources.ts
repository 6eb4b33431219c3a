import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { interpolate } from './compose/interpolate.ts';

/**
 * What a Dockerfile takes from its build context by name: sources of COPY and ADD, and of bind mounts, in order of the file.
 *
 * Variables are replaced by the defaults that stand in the file. A source that depends on another variable, the whole
 * context (`.`), URLs and here-documents say nothing about where the context is, and are left out.
 */
export function localSources(dockerfile: Dockerfile): readonly string[] {
  const values = new Map<string, string>();
  const sources = new Set<string>();
  const expand = (text: string): string | null => {
    const { text: expanded, missing, fault } = interpolate(text, (name) => values.get(name));
    return missing.length === 0 && fault === null ? expanded : null;
  };
  for (const instruction of dockerfile.instructions) {
    for (const { key, value } of assignmentsOf(instruction)) {
      const expanded = value === null ? null : expand(withoutQuotes(value));
      if (expanded !== null) values.set(key, expanded);
      else if (value !== null) values.delete(key);
    }
    for (const written of takenBy(instruction)) {
      const source = expand(withoutQuotes(written))
        ?.replace(/^(?:\.?\/)+/, '')
        .replace(/\/+$/, '');
      if (source !== undefined && source !== '' && source !== '.' && !source.split('/').includes('..'))
        sources.add(source);
    }
  }
  return [...sources];
}

function assignmentsOf(instruction: Instruction) {
  if (instruction.keyword === 'ARG') return instruction.args;
  return instruction.keyword === 'ENV' ? instruction.env : [];
}

function takenBy(instruction: Instruction): readonly string[] {
  switch (instruction.keyword) {
    case 'ADD':
      return instruction.sources.filter((source) => !/^["']?(?:[a-z]+:\/\/|git@)/i.test(source));
    case 'COPY':
      return instruction.from === '' ? instruction.sources : [];
    case 'RUN':
      return instruction.mounts.flatMap(bindSource);
    default:
      return [];
  }
}

/** The source of a bind mount from the build context. */
function bindSource(mount: string): readonly string[] {
  const fields = new Map<string, string>();
  for (const field of mount.split(',')) {
    const equals = field.indexOf('=');
    if (equals !== -1) fields.set(field.slice(0, equals).toLowerCase(), field.slice(equals + 1));
  }
  const source = fields.get('source') ?? fields.get('src');
  return source === undefined || fields.has('from') || (fields.get('type') ?? 'bind') !== 'bind' ? [] : [source];
}

function withoutQuotes(value: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(value);
  return quoted?.[2] ?? value;
}
