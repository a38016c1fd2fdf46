import { describe, expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { readMessage, writeError, writeResult } from './json-rpc.ts';

verifies('extension.malformed', 'extension.json-depth', 'extension.json-text');

describe('readMessage', () => {
  test.each([
    [
      '{"jsonrpc":"2.0","id":1,"method":"m"}',
      { kind: 'request', id: '1', method: 'm', params: undefined },
    ],
    [
      '{"jsonrpc":"2.0","id":"a\\"","method":"m","params":{}}',
      { kind: 'request', id: '"a\\u0022"', method: 'm', params: {} },
    ],
    [
      '{"jsonrpc":"2.0","id":9223372036854775807,"method":"m"}',
      { kind: 'request', id: '9223372036854775807', method: 'm', params: undefined },
    ],
    ['{"jsonrpc":"2.0","method":"m"}', { kind: 'notification', method: 'm' }],
    ['{"jsonrpc":"2.0","id":1,"result":{}}', { kind: 'response' }],
    ['{"jsonrpc":"2.0","id":1,"error":{}}', { kind: 'response' }],
    ['null', null],
  ])('reads %s', (text, message) => {
    expect(readMessage(text)).toEqual(message);
  });

  test.each([
    '',
    '{',
    '[]',
    '"x"',
    '{}',
    '{"jsonrpc":"1.0","id":1,"method":"m"}',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","id":1}',
    '{"jsonrpc":"2.0","id":null,"method":"m"}',
    '{"jsonrpc":"2.0","id":1.5,"method":"m"}',
    '{"jsonrpc":"2.0","id":true,"method":"m"}',
    '{"jsonrpc":"2.0","id":9223372036854775808,"method":"m"}',
    '{"jsonrpc":"2.0","id":1,"method":5}',
    `{"jsonrpc":"2.0","id":${'9'.repeat(5_000_000)},"method":"m"}`,
    `{"jsonrpc":"2.0","id":1,"method":"m","params":${'['.repeat(64)}${']'.repeat(64)}}`,
  ])('refuses %s', (text) => {
    expect(() => readMessage(text)).toThrow();
  });

  test('reads what is nested 64 levels deep', () => {
    const deepest = `{"jsonrpc":"2.0","id":1,"method":"m","params":${'['.repeat(63)}${']'.repeat(63)}}`;
    expect(readMessage(deepest)).toMatchObject({ kind: 'request' });
  });
});

test('answers have the member order of the extension', () => {
  expect(writeResult('"a"', '{}')).toBe('{"result":{},"id":"a","jsonrpc":"2.0"}');
  expect(writeError('1', -32601, "No 'x'.")).toBe(
    '{"error":{"code":-32601,"message":"No \\u0027x\\u0027."},"id":1,"jsonrpc":"2.0"}',
  );
});
