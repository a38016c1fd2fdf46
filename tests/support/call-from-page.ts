import { evaluate, type Page } from './chromium.ts';

/** Of a server, for anybody, and without a policy that keeps scripts from calling. */
export const openPage = '/.well-known/oauth-protected-resource';

/** What a page of a server gets when it calls a tool by itself, with what the browser sends along. */
export interface PageAnswer {
  readonly status: number;
  readonly text: string;
}

/** Calls a tool without arguments from the page that is shown, at a path of its own server. */
export function callFromPage(page: Page, path: string, name: string): Promise<PageAnswer> {
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } };
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(body),
  };
  return evaluate(
    page,
    `fetch(${JSON.stringify(path)}, ${JSON.stringify(request)})
      .then(async (answer) => ({ status: answer.status, text: await answer.text() }))`,
  );
}
