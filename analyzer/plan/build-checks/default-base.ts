import { parseReference } from '../../dockerfile/reference.ts';
import type { Finding } from './finding.ts';

/** InvalidDefaultArgInFrom: without build arguments, the base is no image (validateBaseImagesWithDefaultArgs). */
export function checkDefaultBase(written: string, withDefaults: string): Finding | null {
  if (parseReference(withDefaults) !== null) return null;
  const message = `Default value for ARG ${written} results in empty or invalid base image name`;
  return { rule: 'InvalidDefaultArgInFrom', message };
}
