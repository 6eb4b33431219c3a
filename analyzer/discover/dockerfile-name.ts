/** Endings of files that another program turns into a Dockerfile, or that only look like one. */
const notDockerfiles = new Set([
  'bak',
  'diff',
  'dockerignore',
  'cs',
  'ejs',
  'erb',
  'go',
  'gotmpl',
  'hbs',
  'html',
  'in',
  'java',
  'j2',
  'jinja',
  'jinja2',
  'js',
  'json',
  'liquid',
  'lock',
  'm4',
  'md',
  'mustache',
  'old',
  'orig',
  'php',
  'patch',
  'png',
  'py',
  'rb',
  'rej',
  'rs',
  'rst',
  'sh',
  'svg',
  'swp',
  'template',
  'templ',
  'tmpl',
  'toml',
  'tpl',
  'ts',
  'txt',
  'yaml',
  'yml',
]);

/**
 * Whether a file's name says that it is a Dockerfile: `Dockerfile`, `Containerfile`, either with an ending (`Dockerfile.dev`,
 * `Dockerfile-dev`), or `dev.Dockerfile`. Templates are not.
 */
export function isDockerfileName(name: string): boolean {
  const lower = name.toLowerCase();
  const ending = lower.slice(lower.lastIndexOf('.') + 1);
  if (lower.endsWith('~')) return false;
  if (lower === 'dockerfile' || lower === 'containerfile') return true;
  if (ending === 'dockerfile' || ending === 'containerfile') return true;
  // Only as Docker writes it: dockerfile-tools is somebody's program.
  const dashed = /^(?:Docker|Container)file[-_]([^.]+)/.exec(name)?.[1];
  const isNamed = lower.startsWith('dockerfile.') || lower.startsWith('containerfile.') || dashed !== undefined;
  return isNamed && !notDockerfiles.has(ending) && !notDockerfiles.has(dashed?.toLowerCase() ?? '');
}
