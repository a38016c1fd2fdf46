import { describe, expect, onTestFinished, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { useMcpHost } from './testing/mcp-host.ts';
import { WorkerProcess } from './worker-process.ts';

verifies('worker.mcp.envelope', 'worker.mcp.return-values', 'worker.mcp.call-tool-result');

/** What handlers return, as JavaScript, by the name of their function. */
const returned = {
  undefined: 'undefined',
  null: 'null',
  string: `'text'`,
  empty_string: `''`,
  json_string: `'{"a":1}'`,
  integer: '42',
  double: '1.5',
  nan: 'NaN',
  boolean: 'true',
  object: '({ b: 2, a: [1, null] })',
  array: `[1, { x: 1 }]`,
  empty_array: '[]',
  buffer: `Buffer.from('hi')`,
  typed_array: 'new Uint8Array([104, 105])',
  array_buffer: 'new Uint8Array([104, 105]).buffer',
  date: `new Date('2026-01-02T03:04:05Z')`,
  map: 'new Map([[1, 2]])',
  error: `new Error('as a value')`,
  bigint: '1n',
  circular: '(() => { const circle = {}; circle.self = circle; return circle; })()',
  marked: 'new Marked()',
  text_block: `new lib.McpTextContent('block')`,
  image_block: `new lib.McpImageContent({ data: Buffer.from('png'), mimeType: 'image/png' })`,
  audio_block: `new lib.McpAudioContent({ data: new Uint8Array([1]).buffer, mimeType: 'audio/wav' })`,
  link_block: `new lib.McpResourceLinkContent({ uri: 'file://x', name: 'x', mimeType: 'text/plain' })`,
  resource_block: `new lib.McpResourceContent({ resource: { uri: 'file://x', blob: Buffer.from('b') } })`,
  blocks: `[new lib.McpTextContent('one'), new lib.McpTextContent('two')]`,
  mixed_array: `[new lib.McpTextContent('one'), 'two']`,
  response: `new lib.McpToolResponse({ content: [new lib.McpTextContent('said')], structuredContent: { n: 1 } })`,
  response_of_two: `new lib.McpToolResponse({ content: [new lib.McpTextContent('one'), new lib.McpTextContent('two')] })`,
  response_without_text: `new lib.McpToolResponse({ content: [], structuredContent: { n: 1 } })`,
  response_empty: 'new lib.McpToolResponse({ content: [] })',
  response_is_error: `new lib.McpToolResponse({ content: [new lib.McpTextContent('failed')], isError: true })`,
  sdk_shape: `({ content: [{ type: 'text', text: 'sdk' }], isError: true })`,
  whole_result: `new ToolResult({ content: [{ type: 'text', text: 'no' }], isError: true, structuredContent: { code: 7 }, _meta: { k: 'v' } })`,
  promise: `Promise.resolve('later')`,
  throws: `(() => { throw new Error('secret'); })()`,
  throws_string: `(() => { throw 'secret'; })()`,
  throws_null: `(() => { throw null; })()`,
  rejects: `Promise.reject(new Error('secret'))`,
} as const;

const source = `
const lib = require('@azure/functions');
const { app } = lib;
class Marked { city = 'Seattle'; }
lib.McpContent(Marked);
class ToolResult extends lib.McpContentBlock {
  type = 'call_tool_result';
  constructor(result) { super(); this.result = result; }
  toJSON() { return this.result; }
}
const returned = {
  ${Object.entries(returned)
    .map(([name, value]) => `${name}: () => ${value}`)
    .join(',\n  ')}
};
for (const [name, handler] of Object.entries(returned)) {
  app.mcpTool('tool_' + name, { toolName: name, description: 'd', toolProperties: [], handler });
  app.mcpResource('resource_' + name, { resourceName: name, uri: 'test://' + name, handler });
  app.mcpPrompt('prompt_' + name, { promptName: name, handler });
}
`;

const mcp = useMcpHost(source);

type Name = keyof typeof returned;
const text = (said: string) => ({ content: [{ type: 'text', text: said }] });
const failed = (name: string) => ({
  ...text(`An error occurred invoking '${name}'.`),
  isError: true,
});

describe('a tool that returns', () => {
  test.each<[Name, object]>([
    ['undefined', { content: [] }],
    ['null', { content: [] }],
    ['string', text('text')],
    ['empty_string', text('')],
    ['json_string', text('{"a":1}')],
    ['integer', text('42')],
    ['double', text('1.5')],
    ['nan', text('null')],
    ['boolean', text('true')],
    ['object', text('{"b":2,"a":[1,null]}')],
    ['array', text('[1,{"x":1}]')],
    ['empty_array', text('[]')],
    ['buffer', text('{"type":"Buffer","data":[104,105]}')],
    ['typed_array', text('{"0":104,"1":105}')],
    ['array_buffer', text('{}')],
    ['date', text('"2026-01-02T03:04:05.000Z"')],
    ['map', text('{}')],
    ['error', text('{}')],
    ['bigint', failed('bigint')],
    ['circular', failed('circular')],
    ['marked', { ...text('{"city":"Seattle"}'), structuredContent: { city: 'Seattle' } }],
    ['text_block', text('block')],
    ['image_block', { content: [{ type: 'image', data: 'cG5n', mimeType: 'image/png' }] }],
    ['audio_block', { content: [{ type: 'audio', data: 'AQ==', mimeType: 'audio/wav' }] }],
    [
      'link_block',
      { content: [{ type: 'resource_link', uri: 'file://x', name: 'x', mimeType: 'text/plain' }] },
    ],
    [
      'resource_block',
      {
        content: [
          { type: 'resource', resource: { uri: 'file://x', mimeType: null, blob: 'Yg==' } },
        ],
      },
    ],
    ['blocks', { content: [...text('one').content, ...text('two').content] }],
    ['mixed_array', text('[{"type":"text","text":"one"},"two"]')],
    ['response', { ...text('said'), structuredContent: { n: 1 } }],
    ['response_of_two', { content: [...text('one').content, ...text('two').content] }],
    ['response_without_text', { ...text('{"n":1}'), structuredContent: { n: 1 } }],
    ['response_empty', failed('response_empty')],
    ['response_is_error', text('failed')],
    ['sdk_shape', text('{"content":[{"type":"text","text":"sdk"}],"isError":true}')],
    [
      'whole_result',
      { ...text('no'), isError: true, structuredContent: { code: 7 }, _meta: { k: 'v' } },
    ],
    ['promise', text('later')],
    ['throws', failed('throws')],
    ['throws_string', failed('throws_string')],
    ['throws_null', { content: [] }],
    ['rejects', failed('rejects')],
  ])('%s answers %j', async (name, result) => {
    const answer = await mcp().ask('tools/call', { name, arguments: {} });
    expect(answer.result).toEqual(result);
  });

  test('a value for its return binding sends the same envelope, not the value', async () => {
    const appRoot = await useAppFolder({
      'package.json': { main: 'index.cjs' },
      'index.cjs': `
        const { app, output } = require('@azure/functions');
        app.mcpTool('bound', { toolName: 'bound', description: 'd', toolProperties: [], handler: () => 'value',
          return: output.storageQueue({ queueName: 'q', connection: 'c' }) });`,
    });
    const { PATH, SystemRoot } = process.env;
    const env = { PATH, SystemRoot };
    const worker = await WorkerProcess.start({ appRoot, env, log: new HostLog() });
    onTestFinished(() => worker.terminate(2000));
    const { returnValue } = await worker.invoke({ invocationId: 'one', functionId: 'bound' });
    expect(JSON.parse(returnValue!.string!)).toEqual({
      type: 'text',
      content: '{"type":"text","text":"value"}',
    });
  });
});

describe('a resource that returns', () => {
  const contents = (name: string, part: object) => ({
    contents: [{ uri: `test://${name}`, mimeType: null, ...part }],
  });

  test.each<[Name, object]>([
    ['undefined', { contents: [] }],
    ['null', { contents: [] }],
    ['string', contents('string', { text: 'text' })],
    ['empty_string', contents('empty_string', { text: '' })],
    ['json_string', contents('json_string', { text: '{"a":1}' })],
    ['buffer', contents('buffer', { blob: 'aGk=' })],
    ['typed_array', contents('typed_array', { blob: 'aGk=' })],
    ['array_buffer', contents('array_buffer', { blob: 'aGk=' })],
    ['promise', contents('promise', { text: 'later' })],
  ])('%s answers %j', async (name, result) => {
    const answer = await mcp().ask('resources/read', { uri: `test://${name}` });
    expect(answer.result).toEqual(result);
  });

  test.each<Name>(['integer', 'double', 'boolean', 'object', 'array', 'text_block', 'throws'])(
    '%s fails the read',
    async (name) => {
      const answer = await mcp().ask('resources/read', { uri: `test://${name}` });
      expect(answer).toMatchObject({ error: { code: -32603 } });
      expect(JSON.stringify(answer)).not.toContain('secret');
    },
  );
});

describe('a prompt that returns', () => {
  const messages = (said: string) => ({
    messages: [{ role: 'user', content: { type: 'text', text: said } }],
  });

  test.each<[Name, object]>([
    ['undefined', { messages: [] }],
    ['null', { messages: [] }],
    ['string', messages('text')],
    ['integer', messages('42')],
    ['double', messages('1.5')],
    ['boolean', messages('True')],
    ['object', messages('{\n  "b": 2,\n  "a": [\n    1,\n    null\n  ]\n}')],
    ['buffer', messages('System.Byte[]')],
  ])('%s answers %j', async (name, result) => {
    const answer = await mcp().ask('prompts/get', { name });
    expect(answer.result).toEqual(result);
  });

  test('throws fails, and keeps its message to itself', async () => {
    const answer = await mcp().ask('prompts/get', { name: 'throws' });
    expect(answer).toMatchObject({ error: { code: -32603 } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});
