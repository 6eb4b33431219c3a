import { createHash } from 'node:crypto';

/** As `blobId`, by the system's own and faster hash. */
export function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
