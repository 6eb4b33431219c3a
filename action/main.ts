import { runAction } from './run-action.ts';
import { ActionError, annotation } from './runner.ts';

try {
  // A failed check is no failure here: the action's last step fails for it, when everything else has been shown.
  await runAction(
    process.env,
    (name) => process.env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`],
    (text) => process.stdout.write(text),
  );
} catch (error) {
  if (!(error instanceof ActionError)) throw error;
  process.stdout.write(annotation('error', error.message));
  process.exitCode = 1;
}
