import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Html, markup } from './markup.ts';

const style = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#eef2f7, #14181f) }
main { box-sizing: border-box; width: min(30rem, 100vw); padding: 2rem; border-radius: .75rem; background: light-dark(#fff, #1f2530); box-shadow: 0 .25rem 1.5rem #0003 }
.note { margin: 0 0 1.5rem; padding: .5rem .75rem; border-radius: .5rem; background: light-dark(#fff3d6, #4a3a10) }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; overflow-wrap: anywhere }
p, li { overflow-wrap: anywhere }
ul { padding: 0; list-style: none; display: grid; gap: .5rem }
ul.plain { padding-left: 1.25rem; list-style: disc }
button { font: inherit; cursor: pointer; padding: .6rem 1rem; border: 1px solid light-dark(#8a94a6, #6b7688); border-radius: .5rem; background: transparent; color: inherit }
button:hover, button.main { border-color: light-dark(#0b57d0, #a8c7fa); background: light-dark(#e3edfd, #17304f) }
button:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: 2px }
button.user { width: 100%; text-align: left }
button.user span { display: block }
.small { font-size: .875rem; color: light-dark(#4a5261, #b9c1cf) }
.row { display: flex; gap: .75rem }
`;

/** Where forms, and what they are redirected to, may go: here, to loopback, and to what is on the web. */
const formTargets = "'self' http://localhost:* http://127.0.0.1:* https:";

/** A page of the provider. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** @default 200 */
  readonly status?: number;
  /** Run at the end of the page; all pages work without. */
  readonly script?: string;
}

/** Answers with a page, which nobody keeps, frames or adds scripts to. */
export function sendPage(response: ServerResponse, { title, body, status, script }: Page): void {
  const { text } = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<p class="note"><strong>Sample sign-in, not Microsoft.</strong> It runs on this computer, for trying things out.</p>
${body}
</main>
${script !== undefined && new Html(`<script>${script}</script>`)}
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    `form-action ${formTargets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  response
    .writeHead(status ?? 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy.join('; '),
      // Not "no-referrer": forms would then come from the origin "null".
      'Referrer-Policy': 'strict-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    })
    .end(text);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
