import { expect, test } from 'vitest';
import { AnswerError, readResult } from './read-result.ts';

const json = { 'content-type': 'application/json' };
const stream = { 'content-type': 'text/event-stream; charset=utf-8' };
const answer = (text: string, headers = json, status = 200) => ({
  status,
  headers,
  text,
  bytes: 0,
});

test('a result comes as JSON', () => {
  const text = '{"jsonrpc":"2.0","id":3,"result":{"tools":[]}}';
  expect(readResult(answer(text), 3)).toEqual({ tools: [] });
});

test('a result comes in an event stream, behind other messages and over several lines', () => {
  const text =
    'id: 1\ndata:\n\nevent: message\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\n\n' +
    'event: message\r\ndata: {"id":3,\r\ndata: "result":5}\r\n\r\n';
  expect(readResult(answer(text, stream), 3)).toBe(5);
});

test.each([
  [answer('{"id":3,"error":{"code":-32602,"message":"Unknown tool"}}'), 'Unknown tool'],
  [answer('{"id":3,"error":{"code":-32602}}'), 'Error -32602'],
  [answer('{"id":4,"result":{}}'), 'It answered without a result: {"id":4,"result":{}}'],
  [answer('null'), 'It answered without a result: null'],
  [answer(''), 'It answered without a result.'],
  [answer('<h1>\nNo\u001B[31m</h1>', json, 503), 'It answered 503: <h1> No [31m</h1>'],
])('what is no result says why', (given, message) => {
  expect(() => readResult(given, 3)).toThrow(new AnswerError(message, given.status));
});
