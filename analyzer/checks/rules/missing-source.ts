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
  for (const { step, takings } of contextUse(build.plan, (name) => (name === 'context' ? view : null))) {
    for (const taking of takings) {
      const message = messageOf(taking, view);
      if (message === null) continue;
      const range = rangeOf(build, step.instruction);
      yield { message, path: build.path, range, builds: [build.id], cost: noCost };
    }
  }
}

/** null: it is there. */
function messageOf({ selector, selection }: ContextTaking, view: ContextView): string | null {
  if (selection === null || selection.problem === null) return null;
  const path = selector.path.slice(1);
  const { isThere, isIgnored, rule } = explainPath(view, [], path);
  const where = view.folder === '' ? 'the repository’s root' : view.folder;
  if (!isThere) return `"${path}" is not in ${where}, which is the build context`;
  if (!isIgnored || rule === null) return `"${path}" is a symlink that leads to nothing in the build context`;
  return `"${path}" does not reach the build: ${view.ignore?.path ?? ''}:${rule.line} ("${rule.text}") leaves it out`;
}
