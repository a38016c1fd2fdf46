import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { toPlatformJson } from './claim-types.ts';

/** Sends a browser elsewhere. */
export function redirect(response: ServerResponse, target: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(302, { Location: target, 'Content-Length': 0 }).end();
}

/** Answers with JSON that nobody may keep. */
export function sendJson(response: ServerResponse, value: unknown): void {
  const body = toPlatformJson(value);
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

const style =
  ':root{color-scheme:light dark;font-family:system-ui,sans-serif;line-height:1.5;background:light-dark(#fff,#14181f)}' +
  'a{color:light-dark(#0b57d0,#a8c7fa)}' +
  'main{max-width:30rem;margin:15vh auto;padding:0 1rem}h1{font-size:1.5rem}';

/** A page of one sentence, which is ours, with a link to the app. */
export function sendPage(response: ServerResponse, sentence: string): void {
  const body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign-in</title>' +
    `<meta name="viewport" content="width=device-width"><style>${style}</style>` +
    `<main><h1>${sentence}</h1><p><a href="/">Return to the app</a></p></main></html>`;
  const hash = createHash('sha256').update(style).digest('base64');
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'`,
  });
  response.end(body);
}
