import type { ContextView } from '../../context/context-view.ts';
import { repositoryPath } from '../../context/context-view.ts';
import type { FileTree } from '../../context/file-tree.ts';
import { entriesByPath, rangeOf, takings, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';

/** A file that looks like a secret, in reach of a build. */
export const secretFileInContext: Check = {
  rule: 'secret-file-in-context',
  severity: 'info',
  title: 'A file that looks like a secret is part of the build context',
  why: 'What a COPY takes stays in a layer of the image, though a later step removes it: whoever can pull the image, or the cache, can read it. What stands in the context can come along with any COPY of its folder.',
  mend: 'Name the file in .dockerignore, and hand it to the RUN that needs it with --mount=type=secret.',
  bad: {
    Dockerfile: 'FROM node:22.12\nCOPY . /app\n',
    'deploy/id_rsa': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n',
  },
  good: {
    Dockerfile: 'FROM node:22.12\nCOPY . /app\n',
    '.dockerignore': 'deploy/id_rsa\n',
    'deploy/id_rsa': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n',
  },
  find: function* ({ builds, tree }) {
    const known = new Map<ContextView, readonly Secret[]>();
    const copied = new Set<string>();
    for (const build of builds) {
      const { view } = build;
      if (view === null) continue;
      const secrets = known.get(view) ?? secretsOf(view, tree);
      known.set(view, secrets);
      if (secrets.length > 0) yield* findCopies(build, secrets, copied);
    }
    for (const { id, view } of builds) {
      for (const { path, what } of (view === null ? undefined : known.get(view)) ?? []) {
        if (copied.has(path)) continue;
        const message = `This looks like ${what}, and is part of a build context`;
        yield { message, path, range: null, builds: [id], cost: noCost };
      }
    }
  },
};

interface Secret {
  /** In the repository. */
  readonly path: string;
  /** What it looks like, with its article. */
  readonly what: string;
}

/** Larger than any key or file of settings. */
const maxBytes = 65_536;

/** Keys that tests and examples are made with are no secrets. */
const forShow =
  /(?:^|[/._-])(?:tests?|testdata|testing|fixtures?|examples?|samples?|mocks?|demos?|docs?|specs?|dev|local|snakeoil|dummy|fake|insecure)(?:[/._-]|$)/i;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Files that look like secrets by their names, and then by what they hold. */
function secretsOf(view: ContextView, tree: FileTree): readonly Secret[] {
  return view.entries.flatMap((entry): readonly Secret[] => {
    const kind = kinds.find(({ name }) => name.test(nameOf(entry.path)));
    if (kind === undefined || entry.kind !== 'file' || entry.size > maxBytes) return [];
    const path = repositoryPath(view, entry.path);
    if (forShow.test(path)) return [];
    const bytes = tree.read(path);
    return bytes !== null && kind.holds(new TextDecoder().decode(bytes)) ? [{ path, what: kind.what }] : [];
  });
}

const isPrivateKey = (text: string): boolean => /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\r?\n/.test(text);

const kinds: readonly { readonly name: RegExp; readonly what: string; readonly holds: (text: string) => boolean }[] = [
  { name: /^id_(?:rsa|dsa|ecdsa|ed25519)$|\.(?:pem|key|ppk)$/, what: 'a private key', holds: isPrivateKey },
  {
    name: /^\.npmrc$/,
    what: 'a token of a package registry',
    holds: (text) => /_authToken\s*=\s*[\w-]{16,}/.test(text),
  },
  {
    name: /^\.pypirc$/,
    what: 'a password of a package index',
    holds: (text) => /^\s*password\s*[=:]\s*[^\s$%{<]{8,}/m.test(text),
  },
  { name: /^\.netrc$/, what: 'a password of a server', holds: (text) => /\bpassword\s+[^\s$%{<]{8,}/.test(text) },
  {
    name: /^\.git-credentials$/,
    what: 'a password of a git server',
    holds: (text) => /:\/\/[^:\s]+:[^@\s]+@/.test(text),
  },
  {
    name: /\.json$/,
    what: 'a key of a service account',
    holds: (text) => /"private_key"\s*:\s*"-----BEGIN/.test(text),
  },
  { name: /^\.env(?:\.prod(?:uction)?)?$/, what: 'a file of secret settings', holds: holdsSecretSetting },
];

/** Whether some line of `NAME=value` has a secret's name and a value that is no place to fill in. */
function holdsSecretSetting(text: string): boolean {
  return text.split('\n').some((line) => {
    const [, name = '', value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*["']?([^"'\s#]*)/.exec(line) ?? [];
    if (!/(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY)(?:_ID)?$/i.test(name)) return false;
    return (
      value.length >= 16 &&
      /\d/.test(value) &&
      /[a-z]/i.test(value) &&
      !/example|change|your|placeholder|dummy|test|secret|password|[<>${}]|x{3}|0{4}|1234/i.test(value)
    );
  });
}

/** Adds to `copied` what it finds. */
function* findCopies(build: CheckedBuild, secrets: readonly Secret[], copied: Set<string>): Iterable<CheckFinding> {
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind !== 'COPY' && step.kind !== 'ADD') continue;
    const paths = step.vertices.flatMap((each) => takings(build, each)).map(entriesByPath);
    const taken = secrets.filter(({ path }) => paths.some((known) => known.has(path)));
    const [first, ...more] = taken;
    if (first === undefined) continue;
    for (const { path } of taken) copied.add(path);
    const rest =
      more.length === 0 ? '' : `, and ${more.length} more ${more.length === 1 ? 'file' : 'files'} of the kind`;
    yield {
      builds: [build.id],
      cost: noCost,
      message: `This copies ${first.path}, which looks like ${first.what}${rest}`,
      path: build.path,
      range: rangeOf(build, vertex.instruction),
      severity: 'warning',
    };
  }
}
