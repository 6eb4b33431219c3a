import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How large the generated repository is. */
export interface RepositorySize {
  readonly files: number;
  readonly dockerfiles: number;
}

/**
 * Writes a repository of services to an empty folder and commits it: each service a Dockerfile, sources, and an ignore file
 * of its own; a tenth of the Dockerfiles are built from the root. Beside it, folders that git and docker ignore.
 */
export function makeRepository(root: string, { files, dockerfiles }: RepositorySize): void {
  const perService = Math.floor(files / dockerfiles) - 4;
  write(root, '.gitignore', 'node_modules/\ndist/\n*.log\n!keep.log\n/tmp\n**/cache/*.bin\n');
  write(root, '.dockerignore', '**/node_modules\n**/*.md\n.git\n!README.md\n**/dist\nservices/**/test\n');
  for (let service = 0; service < dockerfiles; service++) {
    const folder = `services/group-${service % 20}/service-${service}`;
    const isFromRoot = service % 10 === 0;
    const source = isFromRoot ? `${folder}/` : '';
    write(
      root,
      `${folder}/Dockerfile`,
      `FROM node:22 AS build\nWORKDIR /app\nCOPY ${source}package.json ./\nRUN npm ci\nCOPY ${source}src src\n` +
        `COPY ${source}config*/*.json /etc/app/\nRUN npm run build\nFROM node:22-slim\nCOPY --from=build /app/dist /app\n`,
    );
    write(root, `${folder}/package.json`, `{ "name": "service-${service}" }\n`);
    write(root, `${folder}/.dockerignore`, 'node_modules\n*.md\ntest\n!test/data\n');
    write(root, `${folder}/config/app.json`, '{}\n');
    for (let file = 0; file < perService; file++) {
      const part = ['src', 'src/lib', 'src/lib/deep/er', 'test', 'docs'][file % 5] ?? 'src';
      write(root, `${folder}/${part}/file-${file}.ts`, `export const value${file} = ${service * file};\n`);
    }
    write(root, `${folder}/node_modules/left/index.js`, 'module.exports = 1;\n');
  }
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  commitAll(root);
}

/** Commits everything in a repository, as somebody of no account. */
export function commitAll(root: string): void {
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', '-c', 'gc.auto=0'];
  execFileSync('git', ['add', '--all'], { cwd: root });
  execFileSync('git', [...who, 'commit', '--quiet', '--message', 'Generated'], { cwd: root });
}

/** Calls with the path of a new empty folder, which is gone afterwards. */
export function inNewFolder<T>(call: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'layerfall-bench-'));
  try {
    return call(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const made = new Set<string>();

function write(root: string, path: string, text: string): void {
  const folder = join(root, path, '..');
  if (!made.has(folder)) mkdirSync(folder, { recursive: true });
  made.add(folder);
  writeFileSync(join(root, path), text);
}
