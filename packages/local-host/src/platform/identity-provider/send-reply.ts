import type { ServerResponse } from 'node:http';
import type { Reply } from './authorize-request.ts';
import { formPostPage } from './pages/message-pages.ts';
import { sendPage } from './pages/page.ts';
import { sendRedirect } from './respond.ts';

/** Takes the browser back to the client, with an answer in the way that the client has asked for. */
export function sendReply(
  response: ServerResponse,
  { redirectUri, mode, state }: Reply,
  answer: Readonly<Record<string, string>>,
): void {
  const fields = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) });
  if (mode === 'form_post') {
    sendPage(response, formPostPage(redirectUri, fields));
    return;
  }
  const location = new URL(redirectUri);
  if (mode === 'fragment') location.hash = fields.toString();
  else for (const [name, value] of fields) location.searchParams.append(name, value);
  sendRedirect(response, location.href);
}
