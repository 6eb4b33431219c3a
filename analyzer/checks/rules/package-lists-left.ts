import { stepLayers } from '../../plan/step-layers.ts';
import type { ExecVertex } from '../../plan/vertex.ts';
import { rangeOf, runSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { runCommands, type RunCommand } from '../run-commands.ts';

/** Lists of packages that stay in a layer of the image. */
export const packageListsLeft: Check = {
  rule: 'package-lists-left',
  severity: 'info',
  title: 'Lists of packages stay in a layer of the image',
  why: 'What a package manager downloads to know what there is stays in the layer for good, tens of megabytes that nothing uses in a container: taking it away in a later step does not make the image smaller.',
  mend: 'Take the lists away in the RUN that brings them, or keep them out of the layer with a cache mount.',
  bad: { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y curl\n' },
  good: {
    Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
  },
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

interface Lists {
  /** Where they are. */
  readonly folder: string;
  /** How they go away. */
  readonly hint: string;
  readonly brings: (command: RunCommand) => boolean;
  readonly removes: (command: RunCommand) => boolean;
}

const has = ({ args }: RunCommand, ...words: readonly string[]): boolean => words.some((word) => args.includes(word));

const managers: readonly Lists[] = [
  {
    folder: '/var/lib/apt/lists',
    hint: 'Add && rm -rf /var/lib/apt/lists/* to this RUN, or mount a cache at /var/lib/apt/lists.',
    brings: (command) => /^(?:apt-get|apt|aptitude)$/.test(command.program) && has(command, 'update'),
    removes: ({ program, words }) =>
      (program.startsWith('apt') && words.some((word) => /^dist-?clean$/.test(word))) ||
      (/^(?:rm|find)$/.test(program) && words.some((word) => /\/var\/(?:lib\/(?:apt\b|\*)|\*|lib\/?$)/.test(word))),
  },
  {
    folder: '/var/cache/apk',
    hint: 'Write apk add --no-cache, and no apk update.',
    brings: (command) =>
      command.program === 'apk' &&
      !has(command, '--no-cache') &&
      has(command, 'update', '-U', '--update-cache', '--update'),
    removes: ({ program, words }) => program === 'rm' && words.some((word) => /\/var\/(?:cache\b|\*)/.test(word)),
  },
  {
    folder: '/var/cache/dnf or /var/cache/yum',
    hint: 'Add && dnf clean all (or yum clean all) to this RUN, or mount a cache there.',
    brings: (command) =>
      /^(?:dnf|yum)$/.test(command.program) && has(command, 'install', 'update', 'upgrade', 'makecache'),
    removes: (command) =>
      (/^(?:dnf|yum)$/.test(command.program) && has(command, 'clean')) ||
      (command.program === 'rm' && command.words.some((word) => /\/var\/(?:cache\b|\*)/.test(word))),
  },
];

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const layers = stepLayers(build.plan);
  for (const { step, vertex } of runSteps(build)) {
    if (!layers.has(step.id) || !vertex.args.some((arg) => /\b(?:apt|apt-get|aptitude|apk|dnf|yum)\b/.test(arg)))
      continue;
    const lists = leftBy(runCommands(build, vertex), vertex);
    if (lists === null) continue;
    yield {
      message: `What it puts into ${lists.folder} stays in the layer of this RUN`,
      hint: lists.hint,
      path: build.path,
      range: rangeOf(build, vertex.instruction),
      builds: [build.id],
      cost: noCost,
    };
  }
}

/** Lists that the commands bring and do not take away; null: none, or it cannot be told. */
function leftBy(commands: readonly RunCommand[], vertex: ExecVertex): Lists | null {
  // What a script of the project cleans up is not known.
  if (commands.some(({ program, words }) => /clean|\.sh$/.test(program) || (words[0] ?? '').startsWith('.')))
    return null;
  for (const lists of managers) {
    if (!commands.some(lists.brings) || commands.some(lists.removes)) continue;
    // Wildcards in braces and what a variable holds may name them, too.
    if (commands.some(({ program, words }) => program === 'rm' && words.some((word) => /[{$]/.test(word)))) continue;
    const isMounted = vertex.mounts.some(
      ({ type, dest }) =>
        (type === 'CACHE' || type === 'TMPFS') && /^\/var\/(?:lib|cache)(?:\/(?:apt|apk|dnf|yum|libdnf5)|$)/.test(dest),
    );
    if (!isMounted) return lists;
  }
  return null;
}
