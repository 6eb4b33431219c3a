import fc from 'fast-check';
import type { ChangeSet } from '../../analyzer/cache/change.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';

/** A Dockerfile and a change that one graph can tell, both generated. */
export interface GeneratedChange {
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  /** Path → new text; null: deleted. */
  readonly fileChanges: Readonly<Record<string, string | null>>;
  readonly buildArgs: readonly string[];
  readonly baseImages: readonly string[];
  readonly noCache: readonly number[];
  /** Numbers of instructions, counted from the top and around again: what of these is a RUN, ENV or FROM is edited. */
  readonly edits: readonly number[];
}

const files = ['a.txt', 'b.txt', 'lib/c.txt', 'lib/d.txt', 'lib/sub/e.txt', 'x.md'] as const;
const sources = ['a.txt', 'b.txt', 'lib', 'lib/sub', '.', '*.txt', 'lib/*.txt'] as const;
const destinations = ['/in/', '/in/f', '/out/', '/srv/app/', './'] as const;
const taken = ['/in', '/in/f', '/in/a.txt', '/out', '/srv/app/lib', '/', '/in/*.txt'] as const;

/** One instruction of stage `stage`; it may name stages before it. */
function instruction(stage: number): fc.Arbitrary<string> {
  const source = fc.constantFrom(...sources);
  const dest = fc.constantFrom(...destinations);
  const from = fc.integer({ min: 0, max: Math.max(0, stage - 1) });
  const own: fc.Arbitrary<string>[] = [
    fc.constantFrom('one', 'two', 'three').map((word) => `RUN echo ${word}`),
    fc
      .tuple(source, fc.constantFrom(...destinations.filter((each) => each.endsWith('/'))))
      .map(([s, d]) => `COPY ${s} ${d}`),
    fc.tuple(fc.constantFrom('a.txt', 'b.txt'), dest).map(([s, d]) => `COPY ${s} ${d}`),
    fc.tuple(fc.constantFrom('a.txt', 'lib'), dest).map(([s, d]) => `COPY --link ${s} ${d}`),
    fc.constantFrom(
      'WORKDIR /srv',
      'WORKDIR app',
      'ENV E=1',
      'ARG V=0',
      'ARG W',
      'USER 1000',
      'LABEL l=1',
      'CMD ["x"]',
    ),
    fc.constantFrom('RUN --mount=target=/c cat /c/a.txt', 'RUN --mount=source=lib,target=/c ls /c'),
    fc.constant('COPY <<EOF /in/doc\ntext\nEOF'),
  ];
  const across: fc.Arbitrary<string>[] =
    stage === 0
      ? []
      : [
          fc.tuple(from, fc.constantFrom(...taken)).map(([s, path]) => `COPY --from=s${s} ${path} /out/`),
          fc.tuple(from, fc.constantFrom(...taken)).map(([s, path]) => `COPY --link --from=s${s} ${path} /out/`),
          fc
            .tuple(from, fc.constantFrom('/', '/in', '/out'))
            .map(([s, path]) => `RUN --mount=from=s${s},source=${path},target=/m ls /m`),
        ];
  return fc.oneof(...own, ...own, ...across);
}

function stageText(stage: number): fc.Arbitrary<string> {
  const bases = ['scratch', 'base:1', 'base:2', ...Array.from({ length: stage }, (_, index) => `s${index}`)];
  return fc
    .tuple(fc.constantFrom(...bases), fc.array(instruction(stage), { minLength: 1, maxLength: 5 }))
    .map(([base, lines]) => [`FROM ${base} AS s${stage}`, ...lines].join('\n'));
}

const dockerfile = fc
  .integer({ min: 1, max: 4 })
  .chain((count) =>
    fc
      .tuple(...Array.from({ length: count }, (_, stage) => stageText(stage)))
      .map((stages) => `${stages.join('\n')}\n`),
  );

/** Changes of files, base images and `--no-cache-filter`: both ways of asking answer them exactly. */
export const exactChange: fc.Arbitrary<GeneratedChange> = fc.record({
  dockerfile,
  files: fc.constant(Object.fromEntries(files.map((path) => [path, `${path} before\n`]))),
  fileChanges: fc
    .subarray([...files, 'new.txt', 'lib/new.txt'], { maxLength: 3 })
    .chain((paths) => fc.tuple(...paths.map((path) => fc.tuple(fc.constant(path), change(path)))))
    .map((pairs) => Object.fromEntries(pairs)),
  buildArgs: fc.constant([]),
  baseImages: fc.subarray(['docker.io/library/base:1', 'docker.io/library/base:2'], { maxLength: 1 }),
  noCache: fc.subarray([0, 1, 2, 3], { maxLength: 1 }),
  edits: fc.constant([]),
});

/** Only a file that no instruction names by itself may go: a missing source is no build at all. */
function change(path: string): fc.Arbitrary<string | null> {
  const text = fc.constantFrom('other\n', 'another\n');
  return path === 'lib/c.txt' || path === 'x.md' ? fc.option(text) : text;
}

/** Changes of build arguments too, of which one graph knows only that the value is another. */
export const argumentChange: fc.Arbitrary<GeneratedChange> = exactChange.chain((base) =>
  fc.subarray(['V', 'W'], { minLength: 1 }).map((buildArgs) => ({ ...base, buildArgs })),
);

/**
 * Edits of the Dockerfile itself beside the others, of kinds that change what an instruction does, not where it writes.
 * `--no-cache-filter` is left out: of a stage that is edited too, one graph counts its equals in other stages in.
 */
export const editChange: fc.Arbitrary<GeneratedChange> = fc
  .tuple(exactChange, fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 3 }))
  .map(([base, edits]) => ({ ...base, edits, noCache: [] }));

const edited: Readonly<Record<string, (line: string) => string>> = {
  RUN: (line) => `${line} edited`,
  ENV: (line) => `${line}0`,
  FROM: (line) => line.replace(/^FROM base:/, 'FROM base:edited-'),
};

/** The Dockerfile after its edits, and the instructions that these changed. */
export function editedDockerfile({ dockerfile: text, edits }: GeneratedChange): {
  readonly text: string;
  readonly instructions: readonly number[];
} {
  const { instructions } = parseDockerfile(text);
  const chosen = new Set(edits.map((edit) => edit % instructions.length));
  const lines = text.split('\n');
  const changed: number[] = [];
  for (const { index, keyword, range } of instructions) {
    const place = range.start.line - 1;
    const before = lines[place] ?? '';
    const after = chosen.has(index) ? (edited[keyword]?.(before) ?? before) : before;
    if (after === before) continue;
    lines[place] = after;
    changed.push(index);
  }
  return { text: lines.join('\n'), instructions: changed };
}

/** The change as `propagate` takes it. */
export function changeSet(generated: GeneratedChange): ChangeSet {
  return {
    files: Object.entries(generated.fileChanges).map(([path, text]) => ({
      path,
      kind: text === null ? 'deleted' : path in generated.files ? 'content' : 'added',
    })),
    instructions: editedDockerfile(generated).instructions,
    buildArgs: generated.buildArgs,
    baseImages: generated.baseImages,
    noCache: generated.noCache,
  };
}
