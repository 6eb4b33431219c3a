import { explainPath } from '../../context-use/explain-path.ts';
import { contextUse, type ContextTaking } from '../../context-use/context-use.ts';
import type { ContextView } from '../../context/context-view.ts';
import { rangeOf } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';

/** A COPY, an ADD or a bind mount of what is not in the build context: the build fails there. */
export const missingSource: Check = {
  rule: 'missing-source',
  severity: 'warning',
  title: 'A file that the build takes is not in the repository',
  why: 'The builder stops at this line when the file is not in the build context. That is as meant where something makes it before each build.',
  mend: 'Correct the path or the build context, or see to it that the file is there before the build starts.',
  bad: { Dockerfile: 'FROM alpine:3.20\nCOPY confg.json /etc/app.json\n', 'config.json': '{}\n' },
  good: { Dockerfile: 'FROM alpine:3.20\nCOPY config.json /etc/app.json\n', 'config.json': '{}\n' },
  find: function* ({ builds }) {
    for (const build of builds) if (build.view !== null) yield* findInBuild(build, build.view);
  },
};

function* findInBuild(build: CheckedBuild, view: ContextView): Iterable<CheckFinding> {
  const { context } = build.build;
  // Where nothing declares the build, its context is the likeliest folder, and another one may have the file.
  const isInferred = context.kind === 'directory' && context.inferredFrom !== '';
  for (const { step, takings } of contextUse(build.plan, (name) => (name === 'context' ? view : null))) {
    if (namesWhatIsUnknown(build, step.instruction)) continue;
    for (const taking of takings) {
      const message = messageOf(taking, view, isInferred);
      if (message === null) continue;
      const range = rangeOf(build, step.instruction);
      const severity = isInferred ? 'info' : 'warning';
      yield { message, path: build.path, range, builds: [build.id], cost: noCost, severity };
    }
  }
}

/** Whether a source has a variable in it that nothing here gives a value: whoever builds does. */
function namesWhatIsUnknown({ plan }: CheckedBuild, index: number): boolean {
  const instruction = plan.dockerfile.instructions[index];
  if (instruction?.keyword !== 'COPY' && instruction?.keyword !== 'ADD') return false;
  const names = instruction.sources.flatMap((source) =>
    [...source.matchAll(/\$\{?([A-Za-z_]\w*)(?!\w*:[-+])/g)].map(([, name]) => name),
  );
  return names.some((name) => !plan.variables.some((each) => each.name === name && (each.value ?? '') !== ''));
}

/** null: it is there, or is made before each build. */
function messageOf({ selector, selection }: ContextTaking, view: ContextView, isInferred: boolean): string | null {
  if (selection === null || selection.problem === null) return null;
  const path = selector.path.slice(1);
  const { isThere, isIgnored, rule } = explainPath(view, [], path);
  const where = view.folder === '' ? 'the repository’s root' : view.folder;
  if (!isThere) {
    if (isMadeBefore(path, view)) return null;
    return `"${path}" is not in ${where}, which is ${isInferred ? 'taken for ' : ''}the build context`;
  }
  if (!isIgnored || rule === null) return `"${path}" is a symlink that leads to nothing in the build context`;
  return `"${path}" does not reach the build: ${view.ignore?.path ?? ''}:${rule.line} ("${rule.text}") leaves it out`;
}

/** Folders that tools write what they build into. */
const outputFolder = /^(?:_?build|_?dist|_?output|artifacts?|bin|obj|out|publish|release|target|\.next|\.output)$/;
/** Files that tools make, and settings that everybody has of their own. */
const madeFile = /(?:\.(?:jar|war|ear|whl|deb|rpm|apk|tgz|tar|tar\.\w+|zip|exe)|(?:^|\/)\.env)$/;

/** Whether a file that is not there is one that something makes before the build: its folder of output is not there at all. */
function isMadeBefore(path: string, view: ContextView): boolean {
  if (madeFile.test(path)) return true;
  const parts = path.split('/');
  const at = parts.findIndex((part) => outputFolder.test(part));
  return at >= 0 && !view.places.has(parts.slice(0, at + 1).join('/'));
}
