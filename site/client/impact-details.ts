import type { ImpactData } from './impact-data.ts';
import { pageUrl } from './page-data.ts';
import { plural, shortImages, visible } from '../view/words.ts';

/** As many steps of a build as are told here: its own page tells all. */
const maxSteps = 12;

/** What a change of one file rebuilds, build by build, as elements for the panel beside the drawing. `isCostliest`: nobody chose it. */
export function impactDetails(
  { builds }: ImpactData,
  path: string,
  effect: ImpactData['effects'][number],
  isCostliest: boolean,
): readonly HTMLElement[] {
  const title = element('h3', visible(path), 'mono');
  const perhaps =
    effect.outputDependent === 0 ? '' : `, ${effect.outputDependent} more only if a RUN writes something else`;
  const summary = element(
    'p',
    `A change rebuilds ${plural(effect.rebuilt, 'step')} of ${plural(effect.builds.length, 'build')}${perhaps}.${through(effect)}`,
    'hint',
  );
  const eyebrow = isCostliest ? [element('p', 'The costliest file', 'eyebrow')] : [];
  return [
    ...eyebrow,
    title,
    summary,
    ...[...effect.builds]
      .sort((a, b) => a[3].length - b[3].length || b[1].length - a[1].length)
      .map((part) => buildDetails(builds, path, part)),
  ];
}

/** Those that take the file by itself come first. */
function through({ builds }: ImpactData['effects'][number]): string {
  const count = builds.filter(([, , , images]) => images.length > 0).length;
  return count === 0 ? '' : ` ${plural(count, 'build')} of them through the image of another.`;
}

function buildDetails(
  builds: ImpactData['builds'],
  path: string,
  [index, rebuilt, outputDependent, images]: ImpactData['effects'][number]['builds'][number],
): HTMLElement {
  const build = builds[index];
  const item = document.createElement('section');
  const head = document.createElement('h4');
  const link = document.createElement('a');
  const changes = images.length > 0 ? images.map((image) => `image:${image}`) : [`file:${path}`];
  const state = changes.map((change) => `change=${encodeURIComponent(change)}`).join('&');
  link.href = pageUrl(`builds/${build?.slug ?? ''}.html#${state}`);
  link.textContent = build?.name ?? '';
  head.append(link, ' ', element('span', `${rebuilt.length + outputDependent.length}`, 'count'));
  if (images.length > 0) {
    const names = images.map((image) => visible(shortImages(image))).join(', ');
    head.append(element('span', `through ${names}`, 'hint via'));
  }
  const list = document.createElement('ol');
  list.className = 'step-list';
  const steps = [
    ...rebuilt.map((step) => ({ step, status: 'rebuilt' })),
    ...outputDependent.map((step) => ({ step, status: 'output-dependent' })),
  ];
  for (const { step, status } of steps.slice(0, maxSteps)) {
    const [line, label] = build?.steps[step] ?? [0, ''];
    const row = document.createElement('li');
    row.className = status;
    row.append(element('span', `${line}`, 'number'), element('code', label));
    if (status !== 'rebuilt') row.append(element('span', 'output-dependent', 'badge output-dependent'));
    list.append(row);
  }
  item.append(head, list);
  if (steps.length > maxSteps) item.append(element('p', `and ${steps.length - maxSteps} more`, 'hint'));
  return item;
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}
