import { bakeReader } from './bake/bake-reader.ts';
import { composeReader } from './compose/compose-reader.ts';
import type { DefinitionReader } from './definition-reader.ts';

/** Every kind of file that declares builds. A file is read by each reader that it matches. */
export const definitionReaders: readonly DefinitionReader[] = [bakeReader, composeReader];
