import { quote } from '../go-format.ts';
import { judgePath, type IgnoreFile } from '../../context/ignore-file.ts';
import { cleanPath } from '../system-path.ts';
import type { Finding } from './finding.ts';

const wholeContext = /^(?:\*|\*\*|\*\*\/\*)$/;

/**
 * CopyIgnoredFile: a source that the ignore file holds back. Nothing is said where the file has exceptions, and of the
 * whole context only where a pattern holds back all of it (dockerfile2llb/validations.go, validateCopySourcePath).
 */
export function checkIgnoredSource(keyword: 'ADD' | 'COPY', written: string, ignore: IgnoreFile): Finding | null {
  if (ignore.rules.some((rule) => rule.isException)) return null;
  const path = cleanPath(written);
  const isRoot = path === '.' || path === '/';
  if (isRoot && !ignore.rules.some((rule) => wholeContext.test(cleanPath(rule.text)))) return null;
  if (!judgePath(ignore, path).isIgnored) return null;
  const verb = keyword === 'ADD' ? 'Add' : 'Copy';
  const message = `Attempting to ${verb} file ${quote(path)} that is excluded by .dockerignore`;
  return { rule: 'CopyIgnoredFile', message };
}
