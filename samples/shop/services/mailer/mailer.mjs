import { readFile } from 'node:fs/promises';
import { format } from '@shop/money';

const template = await readFile(new URL('templates/receipt.txt', import.meta.url), 'utf8');
export const receipt = (total) => template.replace('{total}', format(total));
