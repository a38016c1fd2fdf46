import { tmpdir } from 'node:os';
import type { FunctionsHost } from '../host/functions-host.ts';
import type { HostKeys } from '../platform/keys.ts';
import { sendRaw } from './raw-http.ts';
import type { Placeholders } from './recordings.ts';

const initialize = '{"jsonrpc":"2.0","id":0,"method":"initialize"}';

/** What stands for the placeholders of the recordings in one running host; a session is made for them. */
export async function placeholdersOf(host: FunctionsHost, keys?: HostKeys): Promise<Placeholders> {
  const { headers } = await sendRaw(host.port, {
    method: 'POST',
    path: '/runtime/webhooks/mcp',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(keys && { 'x-functions-key': keys.master }),
    },
    body: initialize,
  });
  const session = headers['mcp-session-id'] ?? '';
  const systemKey = keys?.system['mcp_extension'] ?? '';
  const functionKeys = Object.entries(keys?.functions ?? {}).map(([name, ring]) => [
    `<function-key:${name}>`,
    ring['default'] ?? '',
  ]);
  return {
    '<clientid16>|<instanceid16>': session,
    '<encrypted-session>': session,
    '<tampered-session>': `${session.slice(0, -4)}AAAA`,
    '<host:port>': `localhost:${host.port}`,
    '<url-encoded system-key>': encodeURIComponent(systemKey),
    '<system-key>': systemKey,
    '<master-key>': keys?.master ?? '',
    '<host-key>': keys?.host['default'] ?? '',
    ...(Object.fromEntries(functionKeys) as Placeholders),
    '<app>': host.appRoot.slice(1),
    '<testdata>': `${tmpdir().slice(1)}/Functions/SampleData`,
  };
}
