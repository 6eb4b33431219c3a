import { blobId } from '../context/blob-id.ts';

/** The digest of a regular file with these bytes and permission bits, as an `Entry` carries it. */
export function fileDigest(contentId: string, mode: number): string {
  return `file ${(mode & 0o7777).toString(8)} ${contentId}`;
}

/** The digest of a file that holds a text. */
export function textDigest(text: string, mode: number): string {
  return fileDigest(blobId(new TextEncoder().encode(text)), mode);
}
