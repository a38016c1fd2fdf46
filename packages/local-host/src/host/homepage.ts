import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionInfo } from '../app-runtime.ts';
import { pathOf } from '../http.ts';
import type { AdministeredHost } from './admin/administered-host.ts';

/** Whether a request that no function takes is answered by the home page: any verb on `/`. */
export function isHomepageRequest(request: IncomingMessage): boolean {
  return pathOf(request) === '/';
}

/**
 * Answers with the home page, or with nothing where the app setting AzureWebJobsDisableHomepage says so.
 * The real page has the same title and type; what stands in it is our own.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Middleware/HomepageMiddleware.cs
 */
export function sendHomepage({ env, runtime }: AdministeredHost, response: ServerResponse): void {
  response.setHeader('Server', 'Kestrel');
  if (env['AzureWebJobsDisableHomepage']?.toLowerCase() === 'true') {
    response.writeHead(204).end();
    return;
  }
  const body = Buffer.from(homepage(runtime?.functions ?? []), 'utf8');
  response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': body.length }).end(body);
}

function homepage(functions: readonly FunctionInfo[]): string {
  const items = functions.map(
    ({ name, trigger, error }) =>
      `<li><code>${escape(name)}</code> ${escape(trigger)}${error ? `: ${escape(error)}` : ''}</li>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Your Azure Function App is up and running.</title>
<style>body { font-family: system-ui, sans-serif; margin: 4rem auto; max-width: 50rem; padding: 0 1rem; color-scheme: light dark }</style>
</head>
<body>
<h1>Your Azure Function App is up and running.</h1>
<p>It runs in the local host. Its functions:</p>
<ul>
${items.join('\n')}
</ul>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
