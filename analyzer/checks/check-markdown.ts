import type { AnyCheck, Example } from './check.ts';

/** Why a check matters, how to mend what it finds, and both of its examples, as Markdown without a heading. */
export function checkMarkdown({ why, mend, bad, good }: AnyCheck): string {
  return [
    why,
    '',
    mend,
    '',
    'It fires on this:',
    '',
    ...exampleMarkdown(bad),
    'And not on this:',
    '',
    ...exampleMarkdown(good),
  ]
    .join('\n')
    .trimEnd();
}

/** The files of an example that say something; those that only have to be there are named. */
function exampleMarkdown(example: Example): readonly string[] {
  return exampleBlocks(example).flatMap(({ name, text }) =>
    text === ''
      ? [name, '']
      : [`${name}:`, '', `\`\`\`${/Dockerfile/.test(name) ? 'dockerfile' : ''}`, text.trimEnd(), '```', ''],
  );
}

/** One block for each file with a text, and one that names the others. `name` says which files, `text` is empty for names alone. */
export function exampleBlocks(example: Example): readonly { readonly name: string; readonly text: string }[] {
  const blocks: { name: string; text: string }[] = [];
  const beside: string[] = [];
  for (const [path, file] of Object.entries(example)) {
    if (typeof file !== 'string') beside.push(`${path} (${Math.round(file.bytes / 1_000_000)} MB)`);
    else if (file.trim() === '' || file.trim() === '{}') beside.push(path);
    else blocks.push({ name: path, text: file });
  }
  return beside.length === 0 ? blocks : [...blocks, { name: `Beside it: ${beside.join(', ')}.`, text: '' }];
}
