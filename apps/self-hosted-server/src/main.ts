import { serve } from '@hono/node-server';
import { catalogue, createServices, readAuthMode } from '@side-by-side/tools';
import { createApp } from './app.ts';
import { allowedNames } from './allowed-names.ts';

const { env } = process;
const app = createApp(catalogue, {
  services: createServices(),
  authMode: readAuthMode(env),
  allowed: allowedNames(env),
});
const server = serve({
  fetch: app.fetch,
  hostname: '127.0.0.1',
  // The Functions host tells a custom handler its port.
  port: Number(env['FUNCTIONS_CUSTOMHANDLER_PORT'] ?? env['PORT'] ?? 3000),
  // Well above the time for which the Functions host keeps an idle connection: it must be the one to close.
  serverOptions: { keepAliveTimeout: 300_000 },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => process.exit(0)));
}
