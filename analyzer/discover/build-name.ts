import { baseNameOf, folderOf } from './repository-path.ts';

/** What people would call the build of a Dockerfile: its folder, or what sets it apart from `Dockerfile`. */
export function nameOfDockerfile(path: string): string {
  const name = baseNameOf(path);
  const folder = baseNameOf(folderOf(path));
  const rest = name.replace(/^(?:docker|container)file[._-]?/i, '').replace(/[._-]?(?:docker|container)file$/i, '');
  if (rest === '') return folder === '' ? name : folder;
  return folder === '' ? rest : `${folder}-${rest}`;
}
