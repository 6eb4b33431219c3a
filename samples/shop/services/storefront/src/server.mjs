import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { format } from '@shop/money';

createServer(async ({ url }, response) => {
  if (url === '/healthz') return response.end('ok');
  const page = await readFile('public/welcome.md', 'utf8');
  response.end(page.replace('{price}', format({ amount: 1990, currency: 'EUR' })));
}).listen(Number(process.env.PORT));
