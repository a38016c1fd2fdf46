import type { Exchange } from '../../report/capabilities.ts';
import { markup, type Markup } from './markup.ts';

/** One request and its answer, as they went over the wire. */
export function evidence({ label, request, response, problem }: Exchange): Markup {
  const asked = lines(`${request.method} ${request.url}`, request.headers, request.body);
  const answered = response && lines(String(response.status), response.headers, response.body);
  return markup`<p><strong>${label}</strong></p>
<p class="faint">Request</p><pre>${asked}</pre>
${answered === undefined ? undefined : markup`<p class="faint">Answer</p><pre>${answered}</pre>`}
${answered === undefined || problem ? markup`<p>${problem ?? 'No answer came.'}</p>` : undefined}`;
}

function lines(
  first: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): string {
  const head = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return [...head, ...(body ? ['', body] : [])].join('\n');
}
