import { describe, expect, test } from 'vitest';
import type { RpcAnswer } from './support/rpc.ts';
import { rpc } from './support/rpc.ts';
import { sampleArguments } from '@side-by-side/compare';
import { apps, modes, useServers } from './support/servers.ts';

/**
 * One catalogue, two servers: what clients are told and what they get has to be the same on both, but
 * for the declared differences of support/differences.ts.
 */

describe.each(['shipped', 'probe'] as const)('the %s catalogue', (name) => {
  const server = useServers(name);
  const { catalogue } = apps[name];

  async function both(method: string, params?: object): Promise<[RpcAnswer, RpcAnswer]> {
    const [extension, selfHosted] = modes.map((mode) => rpc(server(mode), method, params));
    return [await extension!, await selfHosted!];
  }

  test('is listed alike: tools, but for title, annotations and icons', async () => {
    const [extension, selfHosted] = await both('tools/list');
    const tools = selfHosted.result?.['tools'] as Record<string, unknown>[];
    expect(tools.map((tool) => tool['name'])).toEqual(
      catalogue.tools.map(({ definition }) => definition.name),
    );
    expect(extension.result?.['tools']).toEqual(
      tools.map(({ title: _title, annotations: _annotations, icons: _icons, ...tool }) => tool),
    );
  });

  test.each(['resources/list', 'resources/templates/list', 'prompts/list'])(
    'is listed alike: %s',
    async (method) => {
      const [extension, selfHosted] = await both(method);
      expect(extension.result).toEqual(selfHosted.result);
    },
  );

  test.each(catalogue.tools.map(({ description }) => [description.name, description] as const))(
    'answers alike to a call of %s',
    async (tool, { inputSchema }) => {
      const call = { name: tool, arguments: sampleArguments(inputSchema) };
      const [extension, selfHosted] = await both('tools/call', call);
      expect(extension).toHaveProperty('result');
      const again = await rpc(server('self-hosted'), 'tools/call', call);
      // A tool that answers otherwise each time cannot be compared by value.
      const compare = isEqual(selfHosted, again) ? (answer: RpcAnswer) => answer : shapeOf;
      expect(compare(extension)).toEqual(compare(selfHosted));
    },
  );

  const uris = catalogue.resources.map(({ definition }) => definition.uri);
  test.each(uris.length ? uris : ['docs://none'])('answers alike to a read of %s', async (uri) => {
    const [extension, selfHosted] = await both('resources/read', { uri });
    expect(withoutCode(extension)).toEqual(withoutCode(selfHosted));
  });
});

describe('every kind of answer', () => {
  const server = useServers('probe');

  async function both(params: object): Promise<[RpcAnswer, RpcAnswer]> {
    const [extension, selfHosted] = modes.map((mode) => rpc(server(mode), 'tools/call', params));
    return [await extension!, await selfHosted!];
  }

  test.each([
    [
      'a success with structured content',
      { name: 'echo', arguments: { value: { a: [1, null, 'x'] } } },
      { structuredContent: { value: { a: [1, null, 'x'] } } },
    ],
    [
      'text in every script',
      { name: 'echo', arguments: { value: 'ünï "q" <&> 日本 😀 \u2028 \u0007' } },
      { structuredContent: { value: 'ünï "q" <&> 日本 😀 \u2028 \u0007' } },
    ],
    [
      'big and odd numbers',
      { name: 'echo', arguments: { value: [1e21, -0.5, 9007199254740991, 1.5e-7] } },
      { structuredContent: { value: [1e21, -0.5, 9007199254740991, 1.5e-7] } },
    ],
    [
      'a name in capitals',
      { name: 'ECHO', arguments: { value: 1 } },
      { structuredContent: { value: 1 } },
    ],
    [
      'a nested input with defaults',
      { name: 'nested', arguments: { place: { city: 'Oslo' } } },
      { structuredContent: { summary: '{"place":{"city":"Oslo","tags":[]},"count":1}' } },
    ],
    [
      'a ToolError',
      { name: 'failing', arguments: { text: 'Say “please” & <try> again.' } },
      { isError: true, content: [{ type: 'text', text: 'Say “please” & <try> again.' }] },
    ],
    [
      'invalid arguments',
      { name: 'nested', arguments: { place: { city: 'X', tags: ['mild'] }, count: 9 } },
      { isError: true },
    ],
    [
      'a thrown error',
      { name: 'throwing', arguments: {} },
      {
        isError: true,
        content: [
          {
            type: 'text',
            text: "The tool 'throwing' failed unexpectedly. The server's log has the details.",
          },
        ],
      },
    ],
    ['an output that does not fit', { name: 'lying', arguments: {} }, { isError: true }],
    [
      'every kind of content block, and metadata',
      { name: 'every_block' },
      { _meta: { count: 6, nested: { deep: [1, null, 'x'] } } },
    ],
    ['a refusal for want of a role', { name: 'guarded' }, { isError: true }],
    ['a tool that notifies', { name: 'talkative' }, { structuredContent: { done: true } }],
  ])('%s', async (_, params, expected) => {
    const [extension, selfHosted] = await both(params);
    expect(extension.result).toEqual(selfHosted.result);
    expect(selfHosted.result).toMatchObject(expected);
  });

  test('never shows the message of a thrown error', async () => {
    const [extension, selfHosted] = await both({ name: 'throwing', arguments: {} });
    expect(JSON.stringify([extension, selfHosted])).not.toContain('secret');
  });

  test('logs a thrown error with the line that threw', async () => {
    for (const mode of modes) {
      const { host } = server(mode);
      const before = new Set(host.logs);
      await rpc(server(mode), 'tools/call', { name: 'throwing', arguments: {} });
      // The log of a custom handler comes another way than its answer.
      const isLogged = (): boolean =>
        host.logs.some((entry) => {
          const { level, message } = entry;
          return (
            !before.has(entry) &&
            level === 'error' &&
            message.includes('the secret of the database') &&
            message.includes('probe-catalogue.ts')
          );
        });
      await expect.poll(isLogged).toBe(true);
    }
  });

  test('every block is there', async () => {
    const [extension] = await both({ name: 'every_block' });
    const content = extension.result?.['content'] as { type: string }[];
    expect(content.map(({ type }) => type)).toEqual([
      'text',
      'image',
      'audio',
      'resource_link',
      'resource',
      'resource',
    ]);
  });

  test('an unknown tool is the same protocol error', async () => {
    const [extension, selfHosted] = await both({ name: 'nope', arguments: {} });
    expect(extension).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32602, message: "Unknown tool: 'nope'" },
    });
    expect(selfHosted).toEqual(extension);
  });
});

describe('resources and prompts', () => {
  const server = useServers('probe');

  async function both(method: string, params: object): Promise<[RpcAnswer, RpcAnswer]> {
    const [extension, selfHosted] = modes.map((mode) => rpc(server(mode), method, params));
    return [await extension!, await selfHosted!];
  }

  test.each([
    [
      'probe://static',
      { text: '{"content":"{\\"text\\":\\"not me\\"}"}', mimeType: 'application/json' },
    ],
    ['PROBE://Static', { uri: 'PROBE://Static' }],
    ['probe://picture', { mimeType: 'image/png' }],
    ['probe://books/Moby%20Dick/7', { text: '7 of Moby Dick' }],
    ['probe://books/a%2Fb/%E6%97%A5', { text: '日 of a/b' }],
    ['probe://books/50%/{page}', { text: '{page} of 50%' }],
  ])('read %s alike', async (uri, contents) => {
    const [extension, selfHosted] = await both('resources/read', { uri });
    expect(extension.result).toEqual(selfHosted.result);
    expect(extension.result).toEqual({ contents: [expect.objectContaining(contents)] });
  });

  test('a resource that cannot be read is the same error without its message', async () => {
    const [extension, selfHosted] = await both('resources/read', { uri: 'probe://broken' });
    expect(extension.error).toEqual({ code: -32603, message: 'An error occurred.' });
    expect(selfHosted.error).toEqual(extension.error);
  });

  test.each([{ code: 'x = 1' }, { code: 'x = 1', language: 'Python' }, { code: '' }])(
    'render a prompt with %j alike',
    async (args) => {
      const [extension, selfHosted] = await both('prompts/get', {
        name: 'review',
        arguments: args,
      });
      expect(extension.result).toEqual(selfHosted.result);
      expect(extension.result).toHaveProperty(
        'messages.0.content.text',
        expect.stringContaining('Review'),
      );
    },
  );

  test('a prompt that cannot be rendered is the same error without its message', async () => {
    const [extension, selfHosted] = await both('prompts/get', { name: 'broken_prompt' });
    expect(extension.error).toEqual({ code: -32603, message: 'An error occurred.' });
    expect(selfHosted.error).toEqual(extension.error);
  });

  test('an unknown prompt is the same error', async () => {
    const [extension, selfHosted] = await both('prompts/get', { name: 'nope' });
    expect(extension.error).toEqual({ code: -32602, message: "Unknown prompt: 'nope'" });
    expect(selfHosted.error).toEqual(extension.error);
  });
});

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What stays the same of an answer whose values change. */
function shapeOf({ result }: RpcAnswer): object {
  const { content, structuredContent, isError } = (result ?? {}) as {
    content: { type: string }[];
    structuredContent?: object;
    isError?: boolean;
  };
  return {
    types: content.map(({ type }) => type),
    members: Object.keys(structuredContent ?? {}).toSorted(),
    isError: isError ?? false,
  };
}

function withoutCode({ result, error }: RpcAnswer): object {
  return { result, failed: error !== undefined };
}
