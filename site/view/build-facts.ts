import type { BuildContext } from '../../analyzer/discover/build.ts';
import type { PlannedBuild, ReportBuild } from '../../analyzer/report/report.ts';
import type { Fact } from './runs-as.ts';
import { plural, visible } from './words.ts';

/** What a build is called with: first what tells it from others, then the rest. */
export function buildFacts(
  { build, dockerfile }: ReportBuild,
  plan: PlannedBuild | null,
): { readonly facts: readonly Fact[]; readonly moreFacts: readonly Fact[] } {
  const facts: Fact[] = [{ name: 'Dockerfile', value: dockerfile, note: '' }, contextFact(build.context)];
  const more: Fact[] = [];
  if (build.target !== '') facts.push({ name: 'Target', value: build.target, note: '' });
  if (plan !== null) {
    const platforms = build.platforms.length > 0 ? build.platforms.join(', ') : plan.platform;
    facts.push({ name: 'Platform', value: platforms, note: '' });
  }
  const [tag, ...otherTags] = build.tags;
  if (tag !== undefined) {
    const note = otherTags.length === 0 ? '' : `and ${plural(otherTags.length, 'more tag')}`;
    facts.push({ name: 'Tag', value: tag, note });
  }
  const declared = build.origins.filter(({ source }) => source !== 'convention').map(originFact);
  const [origin, ...otherOrigins] = declared;
  if (origin !== undefined) facts.push(origin);
  more.push(...otherOrigins, ...otherTags.map((value) => ({ name: 'Tag', value, note: '' })));
  for (const [name, value] of Object.entries(build.buildArgs)) {
    more.push({ name: '--build-arg', value: `${name}=${value}`, note: '' });
  }
  for (const [name, value] of Object.entries(build.namedContexts)) {
    more.push({ name: '--build-context', value: `${name}=${value}`, note: '' });
  }
  for (const value of build.unresolved) more.push({ name: 'Not resolved', value, note: '' });
  return { facts: facts.map(shown), moreFacts: more.map(shown) };
}

function contextFact(context: BuildContext): Fact {
  switch (context.kind) {
    case 'directory':
      return {
        name: 'Context',
        value: context.path === '' ? '.' : context.path,
        note:
          context.isCloned === true ? 'as BuildKit clones it from git: no ignore file applies' : context.inferredFrom,
      };
    case 'remote':
      return { name: 'Context', value: context.url, note: 'not here: its files are not known' };
    case 'unresolved':
      return { name: 'Context', value: context.text, note: context.reason };
  }
}

function originFact({ line, name, path, source }: ReportBuild['build']['origins'][number]): Fact {
  return { name: 'Declared in', value: `${path}:${line}`, note: name === '' ? source : `${source} ${name}` };
}

function shown({ name, note, value }: Fact): Fact {
  return { name, value: visible(value), note: visible(note) };
}
