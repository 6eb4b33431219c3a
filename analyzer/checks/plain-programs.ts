import { readInstall } from './installs.ts';
import type { RunCommand } from './run-commands.ts';

/** Programs whose work no variable of the project changes, and that take nothing of its source. */
const plain = new Set(
  (
    '[ : add-apt-repository addgroup adduser apk apt apt-get apt-key apt-mark cd chgrp chmod chown chpasswd curl dnf dpkg echo ' +
    'exit export false fc-cache gpg groupadd groupmod gunzip gzip install ldconfig ln locale-gen ls microdnf mkdir mktemp ' +
    'passwd printf pwd rm rmdir rpm set sha256sum sha512sum shopt sleep tar tdnf test tee touch true tzdata umask unlink ' +
    'unzip update-alternatives update-ca-certificates update-locale useradd usermod wget which xz yum zypper'
  ).split(' '),
);

/** The same for variables alone: they work on files. */
const onFiles = new Set('awk cat cp cut find grep head mv sed sort tail tr wc'.split(' '));

/** Whether no variable of the project changes what a command does, but for those that it names. */
export function isIndependentOfEnvironment(command: RunCommand): boolean {
  if (plain.has(command.program) || onFiles.has(command.program)) return true;
  const install = readInstall(command);
  return install !== null && (install.kind === 'system' || !install.compiles);
}

/** Whether a command surely needs no file of the project. */
export function isIndependentOfSource({ program, isKnown }: RunCommand): boolean {
  return plain.has(program) && (isKnown || program === 'echo');
}
