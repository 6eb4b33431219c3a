import type { Position } from '../../dockerfile/range.ts';
import { problemAt, type DefinitionProblem } from '../definition-reader.ts';
import { entriesOf, itemsOf, textOf, valueAt, type LocatedEntry, type LocatedValue } from '../located-value.ts';
import { interpolate, type Lookup } from './interpolate.ts';
import type { ComposeBuild, ComposePath, ComposeService, ComposeText } from './service.ts';

export interface ServiceReader {
  /** A service as it stands under its name. */
  readonly readService: (entry: LocatedEntry) => ComposeService;
  /** A text with its variables replaced; undefined when it is no text. */
  readonly readText: (value: LocatedValue | undefined) => ComposeText | undefined;
}

/**
 * Reads the services of one compose file. `folder` is what its paths are relative to; what is wrong goes to `problems`.
 */
export function serviceReader(
  path: string,
  folder: string,
  lookup: Lookup,
  problems: DefinitionProblem[],
): ServiceReader {
  const placed = (at: Position) => ({ path, line: at.line, column: at.column });

  function readText(value: LocatedValue | undefined): ComposeText | undefined {
    const written = textOf(value);
    return written === undefined || value === undefined ? undefined : expand(written, value.at);
  }

  function expand(written: string, at: Position): ComposeText {
    const { text, missing, fault } = interpolate(written, lookup);
    if (fault !== null) problems.push(problemAt(path, at, fault));
    return { text, missing };
  }

  function readPath(value: LocatedValue | undefined): ComposePath | null {
    const text = readText(value);
    return text === undefined ? null : { ...text, folder };
  }

  function readTexts(value: LocatedValue | undefined): readonly ComposeText[] {
    return itemsOf(value).flatMap((item) => readText(item) ?? []);
  }

  /** A mapping, or a list of `KEY=value`; null where there is no value. */
  function readPairs(value: LocatedValue | undefined): readonly (readonly [string, ComposeText | null])[] {
    if (value?.kind === 'map') return entriesOf(value).map(([key, entry]) => [key, readText(entry.value) ?? null]);
    return itemsOf(value).flatMap((item): (readonly [string, ComposeText | null])[] => {
      const pair = readText(item);
      if (pair === undefined) return [];
      const equals = pair.text.indexOf('=');
      if (equals === -1) return [[pair.text, null]];
      return [[pair.text.slice(0, equals), { text: pair.text.slice(equals + 1), missing: pair.missing }]];
    });
  }

  function readBuild({ keyAt, value }: LocatedEntry): ComposeBuild | null {
    const at = placed(keyAt);
    const short = readPath(value);
    if (short !== null) return { ...emptyBuild, at, folder, context: short };
    if (value.kind !== 'map') return null;
    const contexts = readPairs(valueAt(value, 'additional_contexts')).flatMap(([name, text]) =>
      text === null ? [] : [[name, { ...text, folder }] as const],
    );
    return {
      at,
      folder,
      context: readPath(valueAt(value, 'context')),
      dockerfile: readText(valueAt(value, 'dockerfile')) ?? null,
      inlineDockerfile: readText(valueAt(value, 'dockerfile_inline')) ?? null,
      args: new Map(readPairs(valueAt(value, 'args'))),
      target: readText(valueAt(value, 'target')) ?? null,
      contexts: new Map(contexts),
      platforms: readTexts(valueAt(value, 'platforms')),
      tags: readTexts(valueAt(value, 'tags')),
    };
  }

  function readExtends(entry: LocatedEntry | undefined): ComposeService['extends'] {
    if (entry === undefined) return null;
    const at = placed(entry.keyAt);
    const service = readText(entry.value) ?? readText(valueAt(entry.value, 'service'));
    if (service === undefined) return null;
    return { service: service.text, file: readText(valueAt(entry.value, 'file')) ?? null, at };
  }

  function readService({ keyAt, value }: LocatedEntry): ComposeService {
    const entries = value.kind === 'map' ? value.entries : new Map<string, LocatedEntry>();
    const build = entries.get('build');
    return {
      at: placed(keyAt),
      build: build === undefined || build.value.tag === '!reset' ? null : readBuild(build),
      image: readText(valueAt(value, 'image')) ?? null,
      platform: readText(valueAt(value, 'platform')) ?? null,
      extends: readExtends(entries.get('extends')),
      isBuildReplaced: build?.value.tag === '!reset' || build?.value.tag === '!override',
    };
  }

  return { readService, readText };
}

const emptyBuild: Omit<ComposeBuild, 'at' | 'folder'> = {
  context: null,
  dockerfile: null,
  inlineDockerfile: null,
  args: new Map(),
  target: null,
  contexts: new Map(),
  platforms: [],
  tags: [],
};
