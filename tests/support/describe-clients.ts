import type { Catalogue } from '@side-by-side/tools';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ClientName, clients, type McpClient } from './clients.ts';
import { sampleArguments } from '@side-by-side/compare';
import { type Mode, modes } from './servers.ts';

const names = Object.keys(clients) as ClientName[];

/** Uses everything that a catalogue has on both servers, with each of the official clients. */
export function describeClients(
  catalogue: Catalogue,
  server: (mode: Mode) => { readonly url: URL },
): void {
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
}

function namesOf(list: readonly { definition: { name: string } }[]): string[] {
  return list.map(({ definition }) => definition.name);
}
