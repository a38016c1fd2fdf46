import type { ServerResponse } from 'node:http';

/** Sends a browser elsewhere. */
export function redirect(response: ServerResponse, target: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(302, { Location: target, 'Content-Length': 0 }).end();
}

/** Answers with JSON that nobody may keep. */
export function sendJson(response: ServerResponse, value: unknown): void {
  const body = JSON.stringify(value);
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** A page of one sentence, which is ours, with a link to the app. */
export function sendPage(response: ServerResponse, sentence: string): void {
  const body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign-in</title>' +
    `<p>${sentence}</p><p><a href="/">Return to the app</a></p></html>`;
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  });
  response.end(body);
}
