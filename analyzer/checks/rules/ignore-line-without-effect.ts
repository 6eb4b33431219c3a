import { ignorePattern, type PathTest } from '../../context/ignore-pattern.ts';
import type { ContextEntry } from '../../context/context-view.ts';
import type { IgnoreFile, IgnoreRule } from '../../context/ignore-file.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';

/** A line of an ignore file that matches nothing, and by all appearances should. */
export const ignoreLineWithoutEffect: Check = {
  rule: 'ignore-line-without-effect',
  severity: 'warning',
  title: 'A line of an ignore file matches nothing, and means something',
  why: 'A pattern counts from the root of the context, not as in .gitignore from any folder: what it is meant to hold back is sent, copied, and part of the cache key all the same.',
  mend: 'Write **/ in front of a pattern that is meant in every folder, and paths from the root of the context.',
  bad: {
    Dockerfile: 'FROM nginx:1.27\nCOPY . /usr/share/nginx/html\n',
    '.dockerignore': '*.log\n',
    'pages/index.html': '',
    'pages/old/build.log': '',
  },
  good: {
    Dockerfile: 'FROM nginx:1.27\nCOPY . /usr/share/nginx/html\n',
    '.dockerignore': '**/*.log\n',
    'pages/index.html': '',
    'pages/old/build.log': '',
  },
  find: function* ({ builds }) {
    const byIgnoreFile = new Map<IgnoreFile, CheckedBuild[]>();
    for (const build of builds) {
      const ignore = build.view?.ignore ?? null;
      if (ignore !== null) byIgnoreFile.set(ignore, [...(byIgnoreFile.get(ignore) ?? []), build]);
    }
    for (const [ignore, users] of byIgnoreFile) yield* findInFile(ignore, users);
  },
};

/** As many paths are held against a line: a context may hold a hundred thousand. */
const maxPaths = 20_000;

function* findInFile(ignore: IgnoreFile, builds: readonly CheckedBuild[]): Iterable<CheckFinding> {
  const views = [...new Set(builds.flatMap(({ view }) => (view === null ? [] : [view])))];
  const kept = views.flatMap(({ entries }) => entries);
  if (kept.length > maxPaths) return;
  const held = views.flatMap(({ ignored }) => ignored.map(({ path }) => path));
  const folders = new Set(views.map(({ folder }) => folder).filter((folder) => folder !== ''));
  for (const rule of ignore.rules) {
    // An exception may keep what is made before the build.
    if (rule.isException || kept.some(({ path }) => rule.matches(path)) || held.some(rule.matches)) continue;
    const meant = meantBy(rule, kept, folders);
    if (meant === null) continue;
    const column = 1;
    yield {
      message: `The pattern ${rule.text} matches nothing, though ${meant.path} is there`,
      hint: `Write ${meant.pattern} for it.`,
      path: ignore.path,
      range: { start: { line: rule.line, column }, end: { line: rule.line, column: rule.text.length + 1 } },
      builds: builds.map(({ id }) => id),
      cost: noCost,
    };
  }
}

/** Folders that no project has as part of its source. */
const neverSource = /(?:^|\/)(?:__pycache__|node_modules|\.[a-z][\w-]*)$/;

/** Files that stand in many folders, and in no image. */
const besideSource = /(?:^|\/)(?:Dockerfile|README(?:\.\w+)?|LICENSE|\.[\w.-]+|(?:docker-)?compose[\w.-]*\.ya?ml)$/;

/** Whether a pattern means a path: `build` may well be one folder that is made, and another one of source further down. */
function isMeant(pattern: string, { path, kind }: ContextEntry): boolean {
  if (!pattern.startsWith('**/')) return true;
  if (kind === 'directory') return neverSource.test(path);
  return /[*?[]/.test(pattern.slice(3)) || besideSource.test(path);
}

interface Meant {
  /** What the line should say. */
  readonly pattern: string;
  /** A path that it then matches. */
  readonly path: string;
}

/** What a line that matches nothing most likely means; null: nothing that is there. */
function meantBy({ text }: IgnoreRule, kept: readonly ContextEntry[], folders: ReadonlySet<string>): Meant | null {
  const pattern = text.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const candidates: string[] = [];
  // In .gitignore a name without a slash counts in every folder. A slash in front says that the root is meant.
  if (!pattern.includes('/') && !text.startsWith('/') && !text.startsWith('.')) candidates.push(`**/${pattern}`);
  if (pattern.startsWith('.') && !pattern.includes('/')) candidates.push(`**/${pattern}`);
  for (const folder of folders) {
    if (pattern.startsWith(`${folder}/`)) candidates.push(pattern.slice(folder.length + 1));
  }
  const comment = /^(.*\S)\s+#/.exec(pattern)?.[1];
  if (comment !== undefined) candidates.push(comment);
  for (const candidate of candidates) {
    const test: PathTest | null = ignorePattern(candidate);
    const path = test === null ? undefined : kept.find(({ path: each }) => test(each));
    if (path !== undefined && isMeant(candidate, path)) return { pattern: candidate, path: path.path };
  }
  return null;
}
