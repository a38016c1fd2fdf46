import { describe, expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { useMcpHost } from './testing/mcp-host.ts';

verifies(
  'worker.mcp.arguments',
  'worker.mcp.argument-texts',
  'worker.mcp.metadata-casing',
  'worker.mcp.prompt-context',
  'worker.mcp.context',
);

const source = `
const { app } = require('@azure/functions');
/** What a handler is given, as text: undefined and what JSON cannot say are named. */
const told = (...given) => JSON.stringify(given, (_, value) =>
  value === undefined ? '<undefined>' : typeof value === 'bigint' ? value + 'n' : value);
app.mcpTool('first', { toolName: 'first', description: 'd', toolProperties: [],
  handler: (given) => told(given) });
app.mcpTool('metadata', { toolName: 'metadata', description: 'd', toolProperties: [],
  handler: (_, { triggerMetadata }) => told(triggerMetadata) });
app.mcpTool('context', { toolName: 'context', description: 'd', toolProperties: [],
  handler: (_, context) => told({
    members: Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(context))).concat(Object.keys(context)).sort(),
    functionName: context.functionName,
    uuid: /^[0-9a-f-]{36}$/.test(context.invocationId),
    traceContext: context.traceContext,
    options: context.options,
    unknown: [context.extraInputs.get('nothing'), context.extraOutputs.get('nothing')],
    detached: (() => { const { info } = context; try { info('x'); } catch (error) { return error.name; } })(),
  }) });
app.mcpResource('fixed', { resourceName: 'fixed', uri: 'test://fixed',
  handler: (given, { triggerMetadata }) => told(given, triggerMetadata) });
app.mcpResource('template', { resourceName: 'template', uri: 'test://of/{One}/{two}',
  handler: (given, { triggerMetadata }) => told(given, triggerMetadata) });
app.mcpPrompt('prompt', { promptName: 'prompt',
  handler: (given, { triggerMetadata }) => told(given.constructor.name, given, triggerMetadata) });
`;

const mcp = useMcpHost(source);
const session = 'abcdefghijklmnop|abcdefghijklmnop';

/** What the handler of a tool says that it was given. */
async function callTool(name: string, args?: object, headers?: Record<string, string>) {
  const { result } = await mcp().ask(
    'tools/call',
    { name, ...(args && { arguments: args }) },
    headers,
  );
  const [given] = JSON.parse((result as { content: [{ text: string }] }).content[0].text) as [
    Record<string, unknown>,
  ];
  return given;
}

async function readResource(uri: string) {
  const { result } = await mcp().ask('resources/read', { uri });
  const { text } = (result as { contents: [{ text: string }] }).contents[0];
  return JSON.parse(text) as [Record<string, unknown>, Record<string, unknown>];
}

describe('the first argument of a tool', () => {
  test.each<[unknown]>([
    ['text'],
    [''],
    ['7'],
    ['{"A":1}'],
    ['ü \u{1F600} \u0000 </script>'],
    ['2026-01-02T03:04:05Z'],
    [7],
    [1.5],
    [-0.000_001],
    [1e21],
    [true],
    [false],
    [null],
    [{ Nested: { ALLCAPS: [1, { X: null }] } }],
    [[1, 'x', [true]]],
    [{}],
    [[]],
  ])('has %j as it was sent', async (value) => {
    const given = await callTool('first', { value });
    expect(given['arguments']).toEqual({ value });
  });

  test('has keys as they were sent', async () => {
    const args = { N_x: 1, Foo: 2, ALLCAPS: 3, 'Dotted.Name': 4, snippet_name: 5, __proto_: 6 };
    expect((await callTool('first', args))['arguments']).toEqual(args);
  });

  test('has neither arguments nor a session where there are none', async () => {
    expect(Object.keys(await callTool('first'))).toEqual(['name', 'transport']);
    expect((await callTool('first', {}))['arguments']).toEqual({});
  });

  test('has the session twice', async () => {
    const given = await callTool('first', { a: 1 }, { 'mcp-session-id': session });
    expect(Object.keys(given)).toEqual(['name', 'arguments', 'sessionid', 'transport']);
    expect(given).toMatchObject({
      name: 'first',
      sessionid: session,
      transport: { name: 'http-streamable', sessionId: session },
    });
  });

  test('has the headers of the request as they were sent', async () => {
    const { transport } = await callTool('first', undefined, { 'X-Of-Mine': 'Ä b' });
    expect(transport).toMatchObject({
      properties: { headers: { 'X-Of-Mine': expect.any(String) } },
    });
  });
});

describe('triggerMetadata of a tool', () => {
  test('has these members, in this order', async () => {
    const names = Object.keys(
      await callTool('metadata', { a: 1 }, { 'mcp-session-id': session }),
    ).map((name) => name.replace(/^mcpToolTrigger[0-9a-f]{10}$/, '<binding>'));
    expect(names).toEqual([
      'mcptoolcontext',
      '<binding>',
      'mcpsessionid',
      'mcptoolargs',
      'name',
      'arguments',
      'sessionid',
      'transport',
    ]);
    expect(Object.keys(await callTool('metadata'))).not.toContain('mcptoolargs');
  });

  test.each<[unknown, string]>([
    ['text', 'text'],
    ['', ''],
    ['7', '7'],
    ['{"A":1}', '{"A":1}'],
    ['ü', 'ü'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    [3, '3'],
    [1.5, '1.5'],
    [true, 'True'],
    [false, 'False'],
    [null, ''],
    [{ a: [1] }, '{"a":[1]}'],
    [[1, 'x'], '[1,"x"]'],
  ])('has the argument %j as the text %j', async (value, said) => {
    const { mcptoolargs } = await callTool('metadata', { value });
    expect(mcptoolargs).toEqual({ value: said });
  });

  test('has a number as the client wrote it', async () => {
    const body =
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"metadata","arguments":{"a":1.50,"b":1E2,"c":[ 1.0 ]}}}';
    expect(await callRaw(body)).toMatchObject({
      mcptoolargs: { a: '1.50', b: '1E2', c: '[1.0]' },
    });
  });

  test.each([
    ['N_x', 'n_x'],
    ['Foo', 'foo'],
    ['ALLCAPS', 'aLLCAPS'],
    ['Dotted.Name', 'dotted.Name'],
    ['snippet_name', 'snippet_name'],
    ['Ünder', 'ünder'],
    ['1st', '1st'],
  ])('has the key %s as %s', async (sent, key) => {
    const { mcptoolargs } = await callTool('metadata', { [sent]: 'x' });
    expect(mcptoolargs).toEqual({ [key]: 'x' });
  });

  test('has the later of two keys that become one', async () => {
    const { mcptoolargs } = await callTool('metadata', { Same: 'first', same: 'second' });
    expect(mcptoolargs).toEqual({ same: 'second' });
  });

  test('has keys of arguments lower-cased at every depth', async () => {
    const given = await callTool('metadata', { Outer: { Inner: [{ Deep: 1 }] } });
    expect(given['arguments']).toEqual({ outer: { inner: [{ deep: 1 }] } });
  });

  test('has kinds of value in mcptoolcontext, not the values', async () => {
    const { mcptoolcontext } = await callTool('metadata', { s: 'x', n: 1, nul: null });
    expect(mcptoolcontext).toMatchObject({
      name: 'metadata',
      arguments: { s: { valueKind: 3 }, n: { valueKind: 4 }, nul: { valueKind: 7 } },
    });
  });
});

describe('a resource', () => {
  test('is told its address, as first argument and in triggerMetadata', async () => {
    const [given, metadata] = await readResource('test://fixed');
    expect(Object.keys(given)).toEqual(['uri', 'transport']);
    expect(given['uri']).toBe('test://fixed');
    expect(metadata).toMatchObject({ mcpresourceuri: 'test://fixed', uri: 'test://fixed' });
    expect(metadata['mcpresourcecontext']).toMatchObject({ uri: 'test://fixed' });
  });

  test.each<[string, unknown]>([
    ['bob', 'bob'],
    ['42', 42],
    ['true', true],
    ['007', '007'],
    ['[1,2]', [1, 2]],
    ['a%20b', 'a%20b'],
  ])('has the parameter %s of its address as %j', async (written, value) => {
    const [given, metadata] = await readResource(`test://of/${written}/x`);
    expect(metadata).toMatchObject({ one: value, two: 'x' });
    expect(Object.keys(given)).toEqual(['uri', 'transport']);
  });
});

describe('a prompt', () => {
  async function getPrompt(args?: object) {
    const { result } = await mcp().ask('prompts/get', {
      name: 'prompt',
      ...(args && { arguments: args }),
    });
    const { text } = (result as { messages: [{ content: { text: string } }] }).messages[0].content;
    return JSON.parse(text) as [string, Record<string, unknown>, Record<string, unknown>];
  }

  test('is told its name and its arguments by an object of a class of its own', async () => {
    const [name, given, metadata] = await getPrompt({ Code: 'c' });
    expect(name).toBe('PromptInvocationContext');
    expect(given).toMatchObject({ name: 'prompt', arguments: { Code: 'c' } });
    expect(metadata).toMatchObject({ name: 'prompt', mcppromptargs: { code: 'c' } });
  });

  test('has no arguments where there are none', async () => {
    const [, given, metadata] = await getPrompt();
    expect(given['arguments']).toEqual({});
    expect(metadata).not.toHaveProperty('mcppromptargs');
  });

  test.each<[unknown, string, string]>([
    ['text', 'text', 'text'],
    [7, '7', '7'],
    [true, 'true', 'True'],
    [null, '', ''],
    [{ A: 1 }, '[object Object]', '{"A":1}'],
  ])(
    'has the argument %j as the text %j, and as %j in triggerMetadata',
    async (value, text, said) => {
      const [, given, metadata] = await getPrompt({ value });
      expect(given['arguments']).toEqual({ value: text });
      expect(metadata['mcppromptargs']).toEqual({ value: said });
    },
  );
});

test('the context of an invocation tells of the function, the trace and the bindings', async () => {
  const { members, options, ...context } = await callTool('context');
  expect(String(members)).toBe(
    'constructor,debug,error,extraInputs,extraOutputs,functionName,info,invocationId,log,options,' +
      'retryContext,trace,traceContext,triggerMetadata,warn',
  );
  expect(context).toEqual({
    functionName: 'context',
    uuid: true,
    traceContext: { traceParent: '', traceState: '', attributes: {} },
    unknown: ['<undefined>', '<undefined>'],
    detached: 'TypeError',
  });
  expect(options).toMatchObject({
    trigger: { type: 'mcpToolTrigger', toolName: 'context', direction: 'in' },
    extraInputs: [],
    extraOutputs: [],
  });
});

/** What the tool `metadata` was given by a request that is sent byte for byte. */
async function callRaw(body: string): Promise<Record<string, unknown>> {
  const { result } = await mcp().send(body);
  return (
    JSON.parse((result as { content: [{ text: string }] }).content[0].text) as [
      Record<string, unknown>,
    ]
  )[0];
}
