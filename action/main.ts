import { runAction } from './run-action.ts';
import { ActionError, annotation } from './runner.ts';

try {
  await runAction(process.env, (text) => process.stdout.write(text));
} catch (error) {
  if (!(error instanceof ActionError)) throw error;
  process.stdout.write(annotation('error', error.message));
  process.exitCode = 1;
}
