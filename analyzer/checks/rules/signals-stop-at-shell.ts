import type { FileTree } from '../../context/file-tree.ts';
import type { FileVertex } from '../../plan/vertex.ts';
import { readShell } from '../../shell/read-shell.ts';
import { rangeOf, takings, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { lastCommand } from '../image-command.ts';
import { shellScript } from '../run-commands.ts';

/** A shell that stays between docker stop and the program. */
export const signalsStopAtShell: Check = {
  rule: 'signals-stop-at-shell',
  severity: 'warning',
  title: 'A shell stays in front of the program, and keeps signals from it',
  why: 'The first process of a container gets the signals. A shell that waits for a program does not hand them on: docker stop waits ten seconds and then kills it, requests and data in flight with it.',
  mend: 'Start the program with exec, so that it takes the place of the shell.',
  bad: {
    Dockerfile: 'FROM alpine:3.20\nCOPY start.sh /start.sh\nEXPOSE 80\nENTRYPOINT ["/start.sh"]\n',
    'start.sh': '#!/bin/sh\nset -e\nmkdir -p /data\n/server --port 80\n',
  },
  good: {
    Dockerfile: 'FROM alpine:3.20\nCOPY start.sh /start.sh\nEXPOSE 80\nENTRYPOINT ["/start.sh"]\n',
    'start.sh': '#!/bin/sh\nset -e\nmkdir -p /data\nexec /server --port 80\n',
  },
  find: function* ({ builds, tree }) {
    for (const build of builds) yield* findInBuild(build, tree);
  },
};

function* findInBuild(build: CheckedBuild, tree: FileTree): Iterable<CheckFinding> {
  const { image } = build.plan;
  // What listens runs until it is stopped.
  if (image.ports.length === 0) return;
  const place = lastCommand(build, image.entrypoint.length > 0 ? 'ENTRYPOINT' : 'CMD');
  // BuildKit's own check speaks of the shell form.
  if (place === null || place.instruction.command.form === 'shell') return;
  const args = image.entrypoint.length > 0 ? image.entrypoint : image.cmd;
  const own = shellScript(args);
  const file = own === null ? copiedScript(build, args) : null;
  const script = own ?? (file === null ? null : scriptText(tree, file));
  const last = script === null ? null : lastProgram(script);
  if (last === null) return;
  const where = file === null ? 'The shell' : `The script ${file}`;
  yield {
    message: `${where} starts ${last} without exec, and stays in front of it`,
    path: build.path,
    range: rangeOf(build, place.instruction.index),
    builds: [build.id],
    cost: noCost,
  };
}

const shells = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;
/** Larger than any script that starts a program. */
const maxBytes = 65_536;

/** The path in the repository of the script that a command runs, where a COPY of the target brings it; else null. */
function copiedScript(build: CheckedBuild, args: readonly string[]): string | null {
  const rest = shells.test(args[0] ?? '') ? args.slice(1).filter((arg) => !arg.startsWith('-')) : args;
  const [written = ''] = rest;
  const { workdir } = build.plan.image;
  const wanted = written.startsWith('/') ? written : `${workdir.replace(/\/$/, '')}/${written.replace(/^\.\//, '')}`;
  let found: string | null = null;
  for (const { vertex } of usedSteps(build)) {
    for (const id of vertex.type === 'merge' ? vertex.inputs.map((input) => input.vertex) : [vertex.id]) {
      const file = build.plan.vertices[id];
      // The last copy of it is what is there.
      if (file?.type === 'file' && file.stage === build.plan.target) found = sourceOf(build, file, wanted) ?? found;
    }
  }
  return found;
}

/** The file of the context that a copy puts at a path of the image; null: none. */
function sourceOf(build: CheckedBuild, vertex: FileVertex, wanted: string): string | null {
  const copies = vertex.actions.flatMap((action) => (action.kind === 'copy' ? [action] : []));
  for (const { selector, entries } of takings(build, vertex.id)) {
    const copy = copies.find(({ src }) => src === selector.path || src === `${selector.path}/`);
    if (copy === undefined) continue;
    for (const { kind, path, match, below } of entries) {
      if (kind !== 'file' || path === null) continue;
      const name = below === '' ? match.slice(match.lastIndexOf('/') + 1) : below;
      const isNamed = below === '' && copy.dest === wanted;
      if (isNamed || `${copy.dest.replace(/\/$/, '')}/${name}` === wanted) return path;
    }
  }
  return null;
}

function scriptText(tree: FileTree, path: string): string | null {
  const size = tree.stat(path)?.size ?? 0;
  const bytes = size <= maxBytes ? tree.read(path) : null;
  const text = bytes === null ? '' : new TextDecoder().decode(bytes);
  const line = text.slice(0, text.indexOf('\n')).trim();
  return line.startsWith('#!') && line.split(/[\s/]+/).some((word) => shells.test(word)) ? text : null;
}

/** Programs that end at once, or that the shell runs itself. */
const brief =
  /^(?:\[|:|\.|cat|cd|chmod|chown|cp|date|echo|env|exit|export|false|find|kill|ln|ls|mkdir|mv|printf|read|return|rm|sed|set|shift|source|test|touch|true|unset|wait|which)$/;

/** The program that a script runs last and waits for; null: it hands over, looks after signals itself, or it cannot be told. */
function lastProgram(script: string): string | null {
  if (/\b(?:exec|trap|wait|tini|dumb-init|s6-svscan|supervisord|gosu|su-exec)\b|&\s*$|&\s*\n/.test(script)) return null;
  const commands = readShell(script, { folder: '', scriptFolder: '', variables: () => undefined }, () => null);
  // A shell with one command becomes it.
  if (commands.length < 2) return null;
  const [name] = commands.at(-1)?.words ?? [];
  if (name === undefined || brief.test(name.text)) return null;
  return name.unresolved.length === 0 ? name.text : null;
}
