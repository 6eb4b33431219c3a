import { describe, expect, test } from 'vitest';
import { layOutForest } from '../../site/layout/forest-layout.ts';
import { savedSteps, sharedSteps, type KeyedStep, type SharedSteps } from '../../site/layout/shared-layers.ts';

/** Steps of builds that are written as `a b c`: each step is named by all before it, as a cache key is. */
function builds(...texts: readonly string[]): readonly KeyedStep[] {
  return texts.flatMap((text, build) => {
    const words = text.split(' ');
    return words.map((label, index) => ({
      key: words.slice(0, index + 1).join(' '),
      parent: index === 0 ? null : words.slice(0, index).join(' '),
      label,
      build,
    }));
  });
}

const told = ({ steps, builds: own, children, ends }: SharedSteps): unknown => [
  steps.join(' '),
  own.join(' '),
  ...children.map(told),
  ends.map(({ build, steps: count }) => `${build}+${count}`).join(' '),
];

describe('the forest of common beginnings', () => {
  test.each([
    ['builds with nothing in common share nothing', ['a b', 'c b'], []],
    ['one build shares nothing with itself', ['a b'], []],
    ['a common beginning is one chain', ['a b c', 'a b d'], [['a b', '0 1', '0+1 1+1']]],
    ['equal builds share all', ['a b', 'a b'], [['a b', '0 1', '0+0 1+0']]],
    [
      'what some go on to share stands on what all share',
      ['a b x', 'a b y', 'a c'],
      [['a', '0 1 2', ['b', '0 1', '0+1 1+1'], '2+1']],
    ],
    [
      'the chain that saves most stands first',
      ['a', 'a', 'b c', 'b c'],
      [
        ['b c', '2 3', '2+0 3+0'],
        ['a', '0 1', '0+0 1+0'],
      ],
    ],
  ])('%s', (_name, texts, expected) => {
    expect(sharedSteps(builds(...texts)).map(told)).toEqual(expected);
  });

  test('a chain saves a run of each of its steps for every build but one', () => {
    const [tree] = sharedSteps(builds('a b x', 'a b y', 'a c'));
    expect(tree && savedSteps(tree)).toBe(3);
  });
});

describe('its drawing', () => {
  const layout = layOutForest(sharedSteps(builds('a b x', 'a b y', 'a c', 'q', 'q')));

  test('boxes do not overlap', () => {
    for (const [index, a] of layout.boxes.entries()) {
      for (const b of layout.boxes.slice(index + 1)) {
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
          true,
        );
      }
    }
  });

  test('links lead from what is stood on to what stands on it', () => {
    const at = new Map(layout.boxes.map((box) => [box.key, box]));
    expect(layout.links.length).toBeGreaterThan(2);
    for (const { from, to } of layout.links) expect((at.get(from)?.x ?? 0) < (at.get(to)?.x ?? 0)).toBe(true);
  });

  test('many trees are drawn only as far as one looks', () => {
    const many = sharedSteps(builds(...Array.from({ length: 2000 }, (_, index) => `base${index >> 1}`)));
    const drawn = layOutForest(many);
    expect(drawn.trees).toBeLessThan(many.length);
    expect(drawn.height).toBeLessThan(12_000);
  });
});
