import { describe, expect, onTestFinished, test } from 'vitest';
import { clients, type McpClient } from '../support/clients.ts';
import { modes, useServers } from '../support/servers.ts';
import { describeWeekend } from './describe-weekend.ts';

/**
 * The two questions of the tutorial that this template implements, asked as a model asks them after it
 * has read the tools: on both servers, through the official client, at several times.
 */

interface Answer {
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: { readonly periods?: readonly { readonly startTime: string }[] };
  readonly isError?: boolean;
}

async function useClient(url: URL): Promise<McpClient> {
  const client = await clients['sdk v1'](url);
  onTestFinished(() => client.close());
  return client;
}

const server = useServers('shipped');

describe('“Greet with MCP tool”', () => {
  test.each(modes)('is answered by the %s server', async (mode) => {
    const client = await useClient(server(mode).url);
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === 'greet')?.description).toContain(
      'Greets someone by name',
    );
    const answer = (await client.callTool({ name: 'greet', arguments: { name: 'Ann' } })) as Answer;
    expect(answer.content[0]?.text).toContain('Hello, Ann!');
  });
});

describeWeekend(
  'on a Friday evening in New York, when it is Saturday in UTC',
  '2026-11-21T02:00:00Z',
  ['2026-11-21', '2026-11-22'],
);

test.each(modes)('without the weather service, the %s server says what to do', async (mode) => {
  const client = await useClient(server(mode).url);
  const call = { name: 'get_forecast', arguments: { city: 'NYC', when: 'today' } };
  const answer = (await client.callTool(call)) as Answer;
  expect(answer.isError).toBe(true);
  expect(answer.content[0]?.text).toMatch(/weather/i);
  expect(answer.content[0]?.text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1| at /);
});
describe('snippets', () => {
  test.each(modes)(
    'are saved, listed, read in both ways, and deleted on the %s server',
    async (mode) => {
      const client = await useClient(server(mode).url);
      const call = (name: string, args: Record<string, unknown> = {}) =>
        client.callTool({ name, arguments: args }) as Promise<{
          structuredContent: object;
          isError?: boolean;
        }>;
      const content = 'ünï {"content":"x"}\n😀';
      await call('save_snippet', { name: 'Note.txt', content });
      expect((await call('list_snippets')).structuredContent).toMatchObject({
        snippets: [{ name: 'note.txt' }],
      });
      expect((await call('get_snippet', { name: 'note.TXT' })).structuredContent).toMatchObject({
        content,
      });
      const { contents } = await client.readResource({ uri: 'snippet://note.txt' });
      expect(contents).toEqual([
        { uri: 'snippet://note.txt', mimeType: 'text/plain', text: content },
      ]);
      await call('delete_snippet', { name: 'note.txt' });
      expect(await call('get_snippet', { name: 'note.txt' })).toMatchObject({ isError: true });
    },
  );
});
