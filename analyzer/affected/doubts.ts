import { sourceImage } from '../cache/source-key.ts';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import { familiarName, parseReference } from '../dockerfile/reference.ts';
import { plainLine } from '../plan/plain-line.ts';
import type { Affected, AffectedBuild, AffectedQuestion } from './affected.ts';

/** Builds that are refused are named up to this many. */
const maxNamed = 10;

/** Arguments that need no ARG to have a meaning (docs.docker.com, Dockerfile reference, "Predefined ARGs"). */
const predefined =
  /^(?:(?:https?|ftp|no|all)_proxy|buildkit_.*|source_date_epoch|(?:target|build)(?:platform|os|arch|variant))$/i;

/**
 * What gives reason to doubt that the answer is one to what was meant, a sentence each: files, arguments and images that no
 * build has, a wave behind the last (0: none was asked for), builds that cannot be told of because BuildKit refuses them.
 */
export function doubts(question: AffectedQuestion, answer: Affected, wave: number): readonly string[] {
  return [
    ...question.unknownFiles.flatMap((path) => fileDoubt(question, path)),
    ...Object.keys(question.buildArgs).flatMap((name) => argumentDoubt(answer, name)),
    ...question.baseImages.flatMap((reference) => imageDoubt(answer, reference)),
    ...(wave > answer.waves.length ? [waveDoubt(answer, wave)] : []),
    ...refused(answer.builds),
  ].map((sentence) => plainLine(sentence));
}

function fileDoubt({ change }: AffectedQuestion, path: string): readonly string[] {
  const isThere = change.after.stat(path) !== null;
  return isThere ? [] : [`${path}: there is no such file here; it counts as one that was deleted.`];
}

function argumentDoubt({ builds }: Affected, name: string): readonly string[] {
  const names = new Set<string>();
  for (const { plan } of builds) {
    for (const instruction of plan?.dockerfile.instructions ?? []) {
      if (instruction.keyword === 'ARG') for (const { key } of instruction.args) names.add(key);
    }
  }
  if (names.has(name) || predefined.test(name)) return [];
  return [`--set-arg ${name}: no Dockerfile declares this argument.${didYouMean(name, names)}`];
}

function imageDoubt({ builds }: Affected, reference: string): readonly string[] {
  const images = new Set<string>();
  for (const { plan } of builds) {
    for (const vertex of plan?.vertices ?? []) {
      const image = vertex.type === 'source' ? sourceImage(vertex) : null;
      if (image !== null) images.add(image);
    }
  }
  if (images.has(reference)) return [];
  const name = familiar(reference);
  const names = [...images].map(familiar).toSorted();
  const repository = name.slice(0, name.lastIndexOf(':') + 1);
  const sameName = names.filter((each) => repository !== '' && each.startsWith(repository)).slice(0, 3);
  const hint = sameName.length > 0 ? ` There is ${sameName.join(', ')}.` : didYouMean(name, names);
  return [`--base-image ${name}: no build stands on this image.${hint}`];
}

function familiar(reference: string): string {
  const parsed = parseReference(reference);
  return parsed === null ? reference : familiarName(parsed);
}

function didYouMean(word: string, words: Iterable<string>): string {
  const near = nearestWord(word, [...words]);
  return near === null ? '' : ` Did you mean ${near}?`;
}

function waveDoubt({ waves }: Affected, wave: number): string {
  const count = waves.length === 1 ? 'one wave' : `${waves.length} waves`;
  return `--wave ${wave}: ${waves.length === 0 ? 'nothing is to be built' : `there ${waves.length === 1 ? 'is' : 'are'} ${count}`}.`;
}

function refused(builds: readonly AffectedBuild[]): readonly string[] {
  const found = builds.filter(({ status, isAffected }) => status === 'rejected' && !isAffected);
  const named = found.slice(0, maxNamed).map((affected) => `${pathOf(affected)}: ${affected.problem}`);
  if (found.length > maxNamed) named.push(`and ${found.length - maxNamed} more, which --verbose names.`);
  if (found.length === 0) return [];
  const what = found.length === 1 ? 'A build is' : `${found.length} builds are`;
  return [
    `${what} refused by BuildKit, before the change too, and nothing can be said of what is rebuilt:`,
    ...named.map((each) => `  ${each}`),
  ];
}

function pathOf({ build }: AffectedBuild): string {
  return build.dockerfile ?? build.origins[0]?.path ?? build.name;
}
