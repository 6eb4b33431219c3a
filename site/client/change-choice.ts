import type { ChangeSet } from '../../analyzer/cache/change.ts';
import { shortImages, shortReference } from '../view/words.ts';
import type { BuildData } from './build-data.ts';

/** One thing that the reader lets change: as it stands in the address, and as people read it. */
export interface Choice {
  /** `file:src/app.ts`, `line:12`, `arg:VERSION`, `image:docker.io/library/node:22`, `stage:1`. */
  readonly key: string;
  readonly kind: string;
  readonly text: string;
}

/** Everything of a build that may change, in the order in which it is offered. */
export function* choices(data: BuildData): Iterable<Choice> {
  for (const { line, text } of data.instructions) {
    yield { key: `line:${line}`, kind: `line ${line}`, text: shortReference(text) };
  }
  for (const path of data.graph.files) yield { key: `file:${path}`, kind: 'file', text: path };
  for (const name of data.buildArgs) yield { key: `arg:${name}`, kind: 'argument', text: name };
  for (const reference of data.images)
    yield { key: `image:${reference}`, kind: 'base image', text: shortReference(shortImages(reference)) };
  for (const { index, name } of data.stages) {
    yield { key: `stage:${index}`, kind: 'no cache', text: `--no-cache-filter ${name}` };
  }
}

/** The choice that a key of the address names; null when the build has none such. */
export function findChoice(data: BuildData, key: string): Choice | null {
  for (const choice of choices(data)) if (choice.key === key) return choice;
  return null;
}

/** All that is chosen, as the cache model takes it. */
export function changeSet(data: BuildData, chosen: readonly Choice[]): ChangeSet {
  const of = (kind: string): readonly string[] =>
    chosen.filter(({ key }) => key.startsWith(`${kind}:`)).map(({ key }) => key.slice(kind.length + 1));
  const lines = new Set(of('line').map(Number));
  return {
    files: of('file').map((path) => ({ path, kind: 'content' })),
    instructions: data.instructions.filter(({ line }) => lines.has(line)).map(({ index }) => index),
    buildArgs: of('arg'),
    baseImages: of('image'),
    noCache: of('stage').map(Number),
  };
}
