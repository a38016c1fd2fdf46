import { describe, expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { answerOf } from './invocation-answer.ts';
import { readInvocationResult } from './invocation-result.ts';

verifies(
  'custom-handler.invocation-answer',
  'custom-handler.invocation-failure',
  'custom-handler.invocation-empty',
);

const plain = [['Content-Type', 'text/plain; charset=utf-8']];

/** Status, headers and body that the result of an invocation, written as JSON, makes. */
function answerTo(result: object, output: string | undefined = 'res') {
  const body = Buffer.from(JSON.stringify(result));
  const shape = { trigger: 'req', ...(output !== undefined && { output }) };
  const answer = answerOf(readInvocationResult('application/json', body), shape);
  return [answer.status, answer.headers, answer.body.toString()];
}

describe('an output by name', () => {
  test.each([
    [{ statusCode: 201, body: 'x' }, 201, plain, 'x'],
    [{ StatusCode: ' 418 ', Body: null }, 418, plain, ''],
    [{ body: { a: ['b', 1] } }, 200, plain, '{\n  "a": [\n    "b",\n    1\n  ]\n}'],
    [{ body: true }, 200, plain, 'True'],
    [{ body: 1.5 }, 200, plain, '1.5'],
    // The host looks for `statusCode` alone here.
    [{ status: 404, body: 'x' }, 200, plain, 'x'],
    [{ statusCode: 'teapot' }, 200, plain, ''],
    ['{"statusCode":"202","body":"told as text"}', 202, plain, 'told as text'],
    [
      { headers: { 'content-type': 'application/json', 'X-One': 1 }, body: '{}' },
      200,
      [
        ['X-One', '1'],
        ['Content-Type', 'application/json; charset=utf-8'],
      ],
      '{}',
    ],
    // How long it is, and how it is cut for the wire, is for the server to say.
    [{ headers: { 'Content-LENGTH': 9, 'Transfer-encoding': 'gzip' }, body: 'x' }, 200, plain, 'x'],
    [
      { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: 'x' },
      200,
      [['Content-Type', 'text/html; charset=utf-8']],
      'x',
    ],
  ])('%j', (res, status, headers, body) => {
    expect(answerTo({ Outputs: { res } })).toEqual([status, headers, body]);
  });

  test('that is missing among others is an empty object', () => {
    expect(answerTo({ Outputs: { other: 1 } })).toEqual([200, plain, '{}']);
  });

  test.each([null, 5, 'no JSON', ['x'], { headers: 'x' }, { headers: { a: null } }])(
    '%j is no response',
    (res) => {
      expect(() => answerTo({ Outputs: { res } })).toThrow();
    },
  );
});

describe('the output $return', () => {
  const json = JSON.stringify({ status: 202, headers: { a: 'b' }, body: { c: 1 } });
  test.each([
    [undefined, 204, [], ''],
    [null, 204, [], ''],
    ['hello, world', 200, plain, 'hello, world'],
    [5, 200, plain, '5'],
    ['"x"', 200, plain, 'x'],
    [{ a: 1 }, 200, plain, '{\n  "a": 1\n}'],
    [{ status: 202, body: 'x' }, 202, plain, 'x'],
    [json, 202, [['a', 'b'], ...plain], '{"c":1}'],
    ['aGVsbG8=', 200, [], 'hello'],
  ])('%j', (ReturnValue, status, headers, body) => {
    expect(answerTo({ ReturnValue }, '$return')).toEqual([status, headers, body]);
  });
});

describe('a return value beside an output by name', () => {
  test('gives the outputs that it names', () => {
    const result = {
      Outputs: { res: { body: 'lost' } },
      ReturnValue: { res: { status: 201, body: 'x' } },
    };
    expect(answerTo(result)).toEqual([201, plain, 'x']);
  });

  test('is the answer where there is no output', () => {
    expect(answerTo({ ReturnValue: 'x' })).toEqual([200, plain, 'x']);
    expect(answerTo({ ReturnValue: { a: 1 } }, undefined)).toEqual([
      200,
      [['Content-Type', 'application/json; charset=utf-8']],
      '{"a":1}',
    ]);
  });

  test('counts less than an output', () => {
    expect(answerTo({ outputs: { res: { body: 'x' } }, returnValue: 'y' })).toEqual([
      200,
      plain,
      'x',
    ]);
  });
});

test('JSON that has none of the expected members is 204', () => {
  expect(answerTo({ m: 'POST' })).toEqual([204, [], '']);
  expect(answerTo({ Outputs: null, Logs: null })).toEqual([204, [], '']);
});

test('lines for the log are read, whatever their type', () => {
  const body = Buffer.from('{"LOGS":["a",1]}');
  expect(readInvocationResult('text/json; charset=utf-8', body).logs).toEqual(['a', '1']);
});

test.each([
  ['text/plain', '{}'],
  [undefined, '{}'],
  ['application/json', ''],
  ['application/json', 'x'],
  ['application/json', '[]'],
  ['application/json', '{"Logs":"x"}'],
  ['application/json', '{"Outputs":[]}'],
])('an answer of the type %s with %j is none', (type, text) => {
  expect(() => readInvocationResult(type, Buffer.from(text))).toThrow(
    'Invalid HttpResponseMessage',
  );
});

test('of an answer that is none only the beginning is told', () => {
  const told = `Invalid HttpResponseMessage:\nContent-Type: a/b\n ${'x'.repeat(1_000)}`;
  const read = (length: number) => () => readInvocationResult('a/b', Buffer.alloc(length, 'x'));
  expect(read(1_000)).toThrow(new Error(told));
  expect(read(1_001)).toThrow(new Error(`${told}…`));
});
