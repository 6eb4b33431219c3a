import { rangeOf } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { lastCommand } from '../image-command.ts';
import { shellScript } from '../run-commands.ts';

/** A CMD that a shell in the ENTRYPOINT never hands on. */
export const entrypointIgnoresCommand: Check = {
  rule: 'entrypoint-ignores-command',
  severity: 'warning',
  title: 'The ENTRYPOINT does not hand on what CMD says',
  why: 'CMD becomes the arguments of the ENTRYPOINT. A shell with a script of its own drops them unless the script asks for them: neither CMD nor what stands behind docker run IMAGE has any effect.',
  mend: 'Write the ENTRYPOINT as a list of words: ["program", "argument"].',
  bad: { Dockerfile: 'FROM alpine:3.20\nENTRYPOINT /server --verbose\nCMD ["--port", "80"]\n' },
  good: { Dockerfile: 'FROM alpine:3.20\nENTRYPOINT ["/server", "--verbose"]\nCMD ["--port", "80"]\n' },
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { image } = build.plan;
  const entrypoint = lastCommand(build, 'ENTRYPOINT');
  const command = lastCommand(build, 'CMD');
  if (entrypoint === null || command === null || image.cmd.length === 0) return;
  const script = shellScript(image.entrypoint);
  // `$0`, `$1`, `$@` and `$*` are what CMD says.
  if (script === null || script === '' || /\$\{?[\d@*#]/.test(script)) return;
  // Words behind the script are for it to use.
  if (image.entrypoint.at(-1) !== script) return;
  yield {
    message: `This has no effect: the shell of the ENTRYPOINT on line ${entrypoint.instruction.range.start.line} does not hand it on`,
    path: build.path,
    range: rangeOf(build, command.instruction.index),
    builds: [build.id],
    cost: noCost,
  };
}
