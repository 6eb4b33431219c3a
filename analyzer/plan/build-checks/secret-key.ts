import { quote } from '../go-format.ts';
import type { Finding } from './finding.ts';

const secret = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const harmless = /(?:^|_)(?:public|file|version)(?:_|$)/i;

/** SecretsUsedInArgOrEnv: a name that sounds like a secret's (dockerfile2llb/validations.go, validateNoSecretKey). */
export function checkSecretKey(keyword: 'ARG' | 'ENV', key: string): Finding | null {
  if (!secret.test(key) || harmless.test(key)) return null;
  const message = `Do not use ARG or ENV instructions for sensitive data (${keyword} ${quote(key)})`;
  return { rule: 'SecretsUsedInArgOrEnv', message };
}
