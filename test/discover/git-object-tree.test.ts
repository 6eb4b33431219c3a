import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { gitObjectTree } from '../../analyzer/discover/git-object-tree.ts';

// Characters before and behind the slash, and two that bytes and code units order differently.
const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', '0', '~', 'Ａ', '𝒳'), minLength: 1, maxLength: 3 });
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

/** Without files that stand where others have a folder, in git's order. */
const paths = fc.uniqueArray(path, { maxLength: 20 }).map((all) =>
  all
    .filter((each) => !each.split('/').some((part) => part === '.' || part === '..'))
    .filter((each, _, kept) => !kept.some((other) => other.startsWith(`${each}/`)))
    .toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
);

test('what git holds is the tree that its paths make', () => {
  fc.assert(
    fc.property(paths, path, (all, stranger) => {
      const idOf = (each: string): string => Buffer.from(each).toString('hex');
      const tree = gitObjectTree('/nowhere', {
        paths: all,
        modeAt: () => 0o100644,
        idAt: (place) => idOf(all[place] ?? ''),
      });
      const model = memoryFileTree(Object.fromEntries(all.map((each) => [each, ''])));
      const folders = all.flatMap((each) => each.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/')));
      for (const folder of new Set([...folders, stranger])) {
        const shown = [tree, model].map((each) => each.list(folder).map((entry) => [entry.name, entry.kind]));
        expect(shown[0]).toEqual(shown[1]);
        expect(tree.stat(folder)?.kind).toBe(model.stat(folder)?.kind);
      }
      for (const each of all) {
        expect(tree.stat(each)?.kind).toBe('file');
        expect(tree.contentId(each)).toBe(idOf(each));
      }
      expect(tree.contents?.().files.toSorted()).toEqual(all.toSorted());
    }),
  );
});
