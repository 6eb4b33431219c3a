import { answer } from './core.mjs';
if (answer !== 42) throw new Error('no');
