import { expect, onTestFinished, test } from 'vitest';
import { clients } from './support/clients.ts';
import { describeClients } from './support/describe-clients.ts';
import { apps, type Mode, modes, useServers } from './support/servers.ts';

/** The official clients against both servers, with everything that the catalogue has. */

const server = useServers('shipped');
const probeServer = useServers('probe');

describeClients(apps.shipped.catalogue, server);

test.each(modes)(
  '50 parallel calls to the %s server are all right, none mixed up',
  async (mode: Mode) => {
    const probe = probeServer(mode);
    const connected = await Promise.all([
      clients['sdk v1'](probe.url),
      clients['client v2'](probe.url),
    ]);
    onTestFinished(async () => void (await Promise.all(connected.map((client) => client.close()))));
    const calls = Array.from({ length: 50 }, async (_, index) => {
      const value = `call ${index}`;
      const client = connected[index % connected.length]!;
      const answer = await client.callTool({
        name: 'echo',
        arguments: { value, delay: (index * 7) % 50 },
      });
      return {
        asked: value,
        answered: (answer as { structuredContent: { value: string } }).structuredContent.value,
      };
    });
    for (const { asked, answered } of await Promise.all(calls)) expect(answered).toBe(asked);
  },
);

test.each(modes)(
  '50 raw calls with the same id to the %s server are not mixed up',
  async (mode: Mode) => {
    const { url } = probeServer(mode);
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const params = { name: 'echo', arguments: { value: index, delay: (index * 11) % 50 } };
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
          },
          body: JSON.stringify({ jsonrpc: '2.0', id: 'same', method: 'tools/call', params }),
        });
        const text = await response.text();
        const { result } = JSON.parse(text.slice(text.indexOf('{'))) as {
          result: { structuredContent: { value: number } };
        };
        return result.structuredContent.value;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => index));
  },
);
