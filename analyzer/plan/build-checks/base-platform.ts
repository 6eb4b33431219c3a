import { formatPlatform, normalizePlatform, parsePlatform, type Platform } from '../../dockerfile/platform.ts';
import type { Finding } from './finding.ts';

/** InvalidBaseImagePlatform: the image is for another platform (dockerfile2llb/validations.go, validateBaseImagePlatform). */
export function checkBasePlatform(image: string, expected: Platform, actual: string): Finding | null {
  const found = parsePlatform(actual);
  if (found === null || (found.os === expected.os && found.architecture === expected.architecture)) return null;
  const [is, wanted] = [found, expected].map((platform) => formatPlatform(normalizePlatform(platform)));
  const message = `Base image ${image} was pulled with platform "${is}", expected "${wanted}" for current build`;
  return { rule: 'InvalidBaseImagePlatform', message };
}
