import { cp, mkdir, writeFile } from 'node:fs/promises';

await mkdir('server', { recursive: true });
await cp('content', 'public', { recursive: true });
await cp('src/server.mjs', 'server/main.mjs');
await writeFile('public/version.txt', process.env.SHOP_VERSION ?? 'dev');
