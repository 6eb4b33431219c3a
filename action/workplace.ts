import type { TriggerEvent } from './event.ts';
import type { Inputs } from './inputs.ts';
import type { Layerfall } from './layerfall.ts';
import type { Environment } from './runner.ts';

/** Where things are while the action runs, and what acts on them. */
export interface Workplace {
  readonly env: Environment;
  readonly inputs: Inputs;
  readonly event: TriggerEvent;
  /** Absolute path of what was checked out. */
  readonly workspace: string;
  /** Absolute path of the repository that is looked at: the workspace, or a folder of it. */
  readonly root: string;
  /** What a path in it begins with, seen from the workspace: `services/shop/`, or nothing. */
  readonly prefix: string;
  /** Absolute path of a new folder for files that later steps take. */
  readonly files: string;
  /** Absolute path of a new folder for what no later step takes. */
  readonly scratch: string;
  readonly layerfall: Layerfall;
  readonly log: (text: string) => void;
}
