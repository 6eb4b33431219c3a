import type { ImageConfig } from '../../analyzer/plan/image-config.ts';

/** One fact about a container made from the image. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** How an argument is written in a shell: as it is where nothing in it means anything there. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const isShellForm = (words: readonly string[]): boolean => words[0] === '/bin/sh' && words[1] === '-c';

/**
 * What `docker run` does with an image: ENTRYPOINT and CMD put together, what arguments and `--entrypoint` would change,
 * the ports and volumes it asks for (docs.docker.com, "Dockerfile reference", ENTRYPOINT and CMD).
 *
 * `isBaseUnknown`: it starts from an image whose own settings are not known, and nothing here says so.
 */
export function runsAs(image: ImageConfig, isBaseUnknown: boolean): readonly Fact[] {
  const { cmd, entrypoint } = image;
  const inherited = isBaseUnknown ? 'what the base image sets' : 'not set';
  const process = [...entrypoint, ...cmd].map(shellWord).join(' ');
  const facts: Fact[] = [
    {
      name: 'docker run IMAGE',
      value: process === '' ? inherited : process,
      note: entrypoint.length > 0 && cmd.length > 0 ? 'ENTRYPOINT, then CMD as its arguments' : '',
    },
    { name: 'docker run IMAGE args…', ...withArguments(entrypoint, isBaseUnknown) },
    { name: 'docker run --entrypoint CMD', value: 'CMD', note: 'replaces ENTRYPOINT, and drops the image’s CMD' },
    { name: 'User', value: image.user === '' ? (isBaseUnknown ? inherited : 'root') : image.user, note: '' },
    {
      name: 'Working directory',
      value: image.workdir === '' ? (isBaseUnknown ? inherited : '/') : image.workdir,
      note: '',
    },
  ];
  if (image.ports.length > 0) {
    const flags = image.ports.map(
      (port) => `-p ${port.split('/', 1)[0]}:${port.endsWith('/tcp') ? port.slice(0, -4) : port}`,
    );
    facts.push({
      name: 'Ports',
      value: image.ports.join(', '),
      note: `${flags.join(' ')}: EXPOSE alone publishes nothing`,
    });
  }
  if (image.volumes.length > 0) {
    const flags = image.volumes.map((volume) => `-v name:${volume}`).join(' ');
    facts.push({
      name: 'Volumes',
      value: image.volumes.join(', '),
      note: `${flags}: else each run gets a new, unnamed one`,
    });
  }
  if (image.healthcheck !== null)
    facts.push({ name: 'Health check', value: image.healthcheck.test.slice(1).join(' '), note: '' });
  if (image.stopSignal !== '') facts.push({ name: 'Stop signal', value: image.stopSignal, note: '' });
  return facts;
}

function withArguments(
  entrypoint: readonly string[],
  isBaseUnknown: boolean,
): { readonly value: string; readonly note: string } {
  if (entrypoint.length === 0) {
    const note = isBaseUnknown ? 'unless the base image sets an ENTRYPOINT' : 'the arguments replace CMD';
    return { value: 'args…', note };
  }
  if (isShellForm(entrypoint)) {
    return { value: entrypoint.map(shellWord).join(' '), note: 'shell form: the arguments are not passed on' };
  }
  return { value: `${entrypoint.map(shellWord).join(' ')} args…`, note: 'the arguments replace CMD' };
}
