import { describe, expect, test } from 'vitest';
import { layOutStages, type StageLayout } from '../../site/layout/stage-layout.ts';
import { onlyPlan, reportOfFiles } from '../report/sample-report.ts';

const layout = (text: string, files: Readonly<Record<string, string>> = {}): StageLayout =>
  layOutStages(onlyPlan(reportOfFiles({ ...files, Dockerfile: text })));

const stages = (count: number): string =>
  Array.from({ length: count }, (_, index) =>
    index === 0
      ? 'FROM alpine AS s0\nRUN 0'
      : `FROM alpine AS s${index}\nCOPY --from=s${index - 1} /a /a\nRUN ${index}`,
  ).join('\n');

const box = (drawn: StageLayout, stage: number) => drawn.boxes.find((each) => each.stage === stage);

describe('the graph of a build', () => {
  test.each([1, 3, 12, 45])('%i stages do not overlap', (count) => {
    const { boxes } = layout(`${stages(count)}\n`);
    expect(boxes).toHaveLength(count);
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
          true,
        );
      }
    }
  });

  test('steps stand in their stage in the order of the file', () => {
    const stage = box(layout('FROM alpine\nRUN a\nRUN b\n'), 0);
    const places = stage?.rows.map(({ y }) => y) ?? [];
    expect(places).toHaveLength(3);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(places.at(-1)).toBeLessThan((stage?.y ?? 0) + (stage?.height ?? 0));
  });

  test('a chain of stages stands one below the other, as in the file', () => {
    const drawn = layout('FROM alpine AS a\nRUN a\nFROM a AS b\nRUN b\nFROM b\nRUN c\n');
    expect(drawn.direction).toBe('TB');
    expect([0, 1, 2].map((stage) => box(drawn, stage)?.y)).toEqual(
      [0, 1, 2].map((stage) => box(drawn, stage)?.y).sort((a = 0, b = 0) => a - b),
    );
  });

  test('what the target does not need stands below all that it needs', () => {
    const drawn = layout('FROM alpine AS a\nRUN a\nFROM a AS unused\nRUN b\nFROM a\nRUN c\n');
    expect(drawn.parkedAt).toBeLessThan(box(drawn, 1)?.y ?? 0);
    for (const stage of [0, 2]) expect(box(drawn, stage)?.y).toBeLessThan(drawn.parkedAt ?? 0);
    expect(layout('FROM alpine\nRUN a\n').parkedAt).toBe(null);
  });

  test('stages that begin alike are not linked for the steps that they share', () => {
    const { edges } = layout('FROM alpine AS a\nRUN x\nFROM alpine\nWORKDIR /y\nCOPY --from=a /x /x\n');
    expect(edges.map(({ kind }) => kind)).toEqual(['copy-from']);
  });

  test.each([
    ['FROM stage', 'FROM alpine AS a\nRUN a\nFROM a\nRUN b\n', 'chain'],
    ['COPY --from', 'FROM alpine AS a\nRUN a\nFROM scratch\nCOPY --from=a /a /a\n', 'copy-from'],
    ['a mount', 'FROM alpine AS a\nRUN a\nFROM busybox\nRUN --mount=from=a,target=/a b\n', 'mount'],
    ['the build context', 'FROM scratch\nCOPY f /f\n', 'context'],
    ['a stage that adds nothing', 'FROM alpine AS a\nRUN a\nFROM a AS b\nFROM busybox\nCOPY --from=b /a /a\n', 'chain'],
  ])('%s is a link', (_name, text, kind) => {
    expect(layout(text, { f: 'f' }).edges.map((edge) => edge.kind)).toContain(kind);
  });
});
