#!/usr/bin/env node
import type { Io } from './command.ts';
import { main } from './main.ts';

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Clears the line first: each message takes the place of the one before. */
function showProgress(text: string): void {
  process.stderr.write(`\r\u001B[K${text}`);
}

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  isTerminal: { stdout: process.stdout.isTTY, stderr: process.stderr.isTTY },
  readStdin,
  write: (text) => process.stdout.write(text),
  log: (text) => process.stderr.write(text),
  note: (text) => process.stderr.write(text),
  progress: showProgress,
};

// Whoever reads the output may close it early (`| head`): that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const words = process.argv.slice(2);
// A help text is there sooner without.
const isQuick = words.length === 0 || words.some((word) => ['--help', '--version', '-V', '-h', 'help'].includes(word));
if (!isQuick) (await import('./tune-engine.ts')).tuneEngine();

process.exitCode = await main(words, io);
