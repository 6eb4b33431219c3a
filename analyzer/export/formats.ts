import type { Report } from '../report/report.ts';

/** Turns a report into text. */
export type WriteFormat = (report: Report) => string;

/** Every format by its name; each is loaded when it is asked for. */
export const formats: ReadonlyMap<string, () => Promise<WriteFormat>> = new Map([
  ['json', async () => (await import('./json.ts')).writeJson],
  ['markdown', async () => (await import('./markdown.ts')).writeMarkdown],
  ['sarif', async () => (await import('./sarif.ts')).writeSarif],
  ['code-quality', async () => (await import('./code-quality.ts')).writeCodeQuality],
  ['dot', async () => (await import('./dot.ts')).writeDot],
  ['mermaid', async () => (await import('./mermaid.ts')).writeMermaid],
  ['graphml', async () => (await import('./graphml.ts')).writeGraphml],
  ['gexf', async () => (await import('./gexf.ts')).writeGexf],
  ['csv', async () => (await import('./csv.ts')).writeCsv],
]);
