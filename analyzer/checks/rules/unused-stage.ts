import type { FileTree } from '../../context/file-tree.ts';
import { unreachedStages } from '../../graph/repository-questions.ts';
import type { Check } from '../check.ts';
import type { CheckedBuild, CheckedRepository } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { rangeOf } from '../chain.ts';

/** A stage that no build needs. */
export const unusedStage: Check = {
  rule: 'unused-stage',
  severity: 'info',
  title: 'No build needs a stage',
  why: 'BuildKit passes over a stage that the target does not need: what stands in it is neither built nor tried, and is read by people as if it were.',
  mend: 'Take the stage out, or build it: with --target, or by copying from it.',
  bad: {
    Dockerfile: 'FROM golang:1.23 AS tools\nRUN go install example.com/lint@v1.0.0\nFROM alpine:3.20\nCMD ["sh"]\n',
  },
  good: {
    Dockerfile:
      'FROM golang:1.23 AS tools\nRUN go install example.com/lint@v1.0.0\nFROM alpine:3.20\nCOPY --from=tools /go/bin/lint /bin/\nCMD ["sh"]\n',
  },
  find: function* (repository) {
    const byPath = new Map<string, CheckedBuild[]>();
    for (const build of repository.builds) byPath.set(build.path, [...(byPath.get(build.path) ?? []), build]);
    const named = new Map<string, boolean>();
    for (const { dockerfile, stage } of unreachedStages(repository.repository)) {
      const builds = byPath.get(dockerfile) ?? [];
      const [first] = builds;
      const found = first?.plan.stages[stage];
      // What stands last is what is built where nobody names a stage.
      if (stage === (first?.plan.stages.length ?? 0) - 1) continue;
      if (first === undefined || found === undefined || isChosenByArgument(first, found.name)) continue;
      if (found.name !== '') {
        const isNamed = named.get(found.name) ?? isNamedElsewhere(found.name, repository);
        named.set(found.name, isNamed);
        if (isNamed) continue;
      }
      yield {
        message: `No build of this repository needs the stage ${found.displayName}`,
        path: first.path,
        range: rangeOf(first, found.instructions[0] ?? null),
        builds: builds.map(({ id }) => id),
        cost: noCost,
      };
    }
  },
};

/** Names under which people build a stage by hand: that nothing declares it says nothing. */
const handBuilt =
  /^(?:dev|develop|development|debug|debugger|tests?|testing|unit.*|e2e|integration.*|lint\w*|check\w*|format|fmt|docs?|ci|shell|devcontainer|export\w*|artifacts?|binar(?:y|ies)|release|update|validate\w*|vendor\w*|generate\w*|gen\w*|local|prod|production|all|cross|build|builder|image|dist)$|[-_](?:dev|debug|tests?|update|validate|export)$|^(?:dev|debug|tests?)[-_]/;

/** Whether some FROM names its stage with an argument, and may mean this one. */
function isChosenByArgument({ plan }: CheckedBuild, name: string): boolean {
  return plan.dockerfile.instructions.some((instruction) => {
    if (instruction.keyword !== 'FROM' || !instruction.base.includes('$')) return false;
    const [head = '', ...rest] = instruction.base.toLowerCase().split(/\$\{[^}]*\}|\$\w+/);
    return name.startsWith(head) && name.endsWith(rest.at(-1) ?? '');
  });
}

/** Files in which people say which stage to build. */
const sayers =
  /(?:^|\/)(?:GNUmakefile|[Mm]akefile|Jenkinsfile|[Tt]askfile|justfile|Tiltfile|Earthfile|README)[^/]*$|\.(?:ya?ml|sh|bash|mk|json|hcl|toml|md|py|js|ts|rb|groovy|go|bat|ps1)$/;
/** All that is read for one repository, at most; beyond it a stage counts as named. */
const maxBytes = 8_000_000;

const texts = new WeakMap<FileTree, readonly string[] | null>();

function isNamedElsewhere(name: string, { files, tree }: CheckedRepository): boolean {
  if (handBuilt.test(name)) return true;
  const known = texts.get(tree);
  const read = known === undefined ? targetTexts(files, tree) : known;
  texts.set(tree, read);
  return read === null || read.some((text) => text.includes(name));
}

/** The texts that speak of targets at all; null: there is too much to read. */
function targetTexts(files: readonly string[], tree: FileTree): readonly string[] | null {
  const found: string[] = [];
  let bytes = 0;
  for (const path of files) {
    if (!sayers.test(path)) continue;
    const size = tree.stat(path)?.size ?? 0;
    if (size > 262_144) continue;
    bytes += size;
    if (bytes > maxBytes) return null;
    const text = new TextDecoder().decode(tree.read(path) ?? new Uint8Array()).toLowerCase();
    if (text.includes('target')) found.push(text);
  }
  return found;
}
