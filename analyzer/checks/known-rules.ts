import { buildCheckRules } from './build-check-advice.ts';
import { checks } from './checks.ts';

/** Every rule that Layerfall itself reports, sorted: BuildKit's build checks, what BuildKit refuses, and its own. */
export const knownRules: readonly string[] = [...buildCheckRules, 'rejected', ...checks.keys()].toSorted();
