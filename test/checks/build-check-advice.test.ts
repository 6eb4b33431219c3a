import { expect, test } from 'vitest';
import { buildCheckAdvice, buildCheckPage } from '../../analyzer/checks/build-check-advice.ts';

test.each([
  ['FromAsCasing', 'from-as-casing'],
  ['JSONArgsRecommended', 'json-args-recommended'],
  ['SecretsUsedInArgOrEnv', 'secrets-used-in-arg-or-env'],
  ['FromPlatformFlagConstDisallowed', 'from-platform-flag-const-disallowed'],
  ['UndefinedVar', 'undefined-var'],
])('%s has advice, and a page called %s', (rule, name) => {
  expect(buildCheckAdvice(rule)).toMatch(/\.$/);
  expect(buildCheckPage(rule)).toBe(`https://docs.docker.com/go/dockerfile/rule/${name}/`);
});

test.each(['rejected', 'constructor', 'InvalidBaseImagePlatform', 'NoSuchRule', ''])('%j has no page', (rule) => {
  expect(buildCheckPage(rule)).toBe('');
});
