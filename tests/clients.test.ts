import { describe, expect, onTestFinished, test } from 'vitest';
import { type ClientName, clients, type McpClient } from './support/clients.ts';
import { sampleArguments } from './support/sample-arguments.ts';
import { apps, type Mode, modes, useServers } from './support/servers.ts';

/** The official clients against both servers, with everything that the catalogue has. */

const server = useServers('shipped');
const probeServer = useServers('probe');
const { catalogue } = apps.shipped;
const names = Object.keys(clients) as ClientName[];

describe.each(modes.flatMap((mode) => names.map((name) => [name, mode] as const)))(
  '%s on the %s server',
  (name, mode) => {
    async function useClient(): Promise<McpClient> {
      const client = await clients[name](server(mode).url);
      onTestFinished(() => client.close());
      return client;
    }

    test('connects', async () => {
      const client = await useClient();
      expect(client.getServerVersion()?.name).toBe(`${mode}-server`);
    });

    test('lists the catalogue', async () => {
      const client = await useClient();
      const [tools, resources, templates, prompts] = await Promise.all([
        client.listTools(),
        client.listResources(),
        client.listResourceTemplates(),
        client.listPrompts(),
      ]);
      expect(tools.tools.map((tool) => tool.name)).toEqual(namesOf(catalogue.tools));
      expect(resources.resources.map((item) => item.name)).toEqual(namesOf(catalogue.resources));
      expect(templates.resourceTemplates.map((item) => item.name)).toEqual(
        namesOf(catalogue.resourceTemplates),
      );
      expect(prompts.prompts.map((prompt) => prompt.name)).toEqual(namesOf(catalogue.prompts));
    });

    test('calls every tool, and finds its answer to fit the schema', async () => {
      const client = await useClient();
      await client.listTools(); // From here on the client checks structured content.
      for (const { description } of catalogue.tools) {
        const answer = await client.callTool({
          name: description.name,
          arguments: sampleArguments(description.inputSchema),
        });
        expect(answer).toHaveProperty('content.0.type');
      }
    });

    test('reads every resource', async () => {
      const client = await useClient();
      for (const { definition } of catalogue.resources) {
        const { contents } = await client.readResource({ uri: definition.uri });
        expect(contents).toEqual([
          expect.objectContaining({ uri: definition.uri, mimeType: definition.mimeType }),
        ]);
      }
    });

    test('gets every prompt', async () => {
      const client = await useClient();
      for (const { description } of catalogue.prompts) {
        const args = Object.fromEntries(
          description.arguments.map((argument) => [argument.name, 'something']),
        );
        const { messages } = await client.getPrompt({ name: description.name, arguments: args });
        expect(messages).toEqual([expect.objectContaining({ role: 'user' })]);
      }
    });
  },
);

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

function namesOf(list: readonly { definition: { name: string } }[]): string[] {
  return list.map(({ definition }) => definition.name);
}
