import { expect, test } from 'vitest';
import { clampInt64, encodeException, encodeInvocation } from './encode-response.ts';
import { toError } from './errors.ts';
import { verifies } from '../../testing/verifies.ts';

verifies(
  'worker.invocation.int64-clamp',
  'worker.invocation.no-kind',
  'worker.invocation.same-site',
  'worker.invocation.non-error-throw',
  'worker.invocation.unsendable-throw-exits',
);

test('null, undefined and an empty list of outputs do not exist in an answer', () => {
  expect(encodeInvocation({ returnValue: null, outputData: [] })).toEqual({});
  expect(encodeInvocation({})).toEqual({});
});

test('a function or a symbol becomes data without a kind', () => {
  expect(encodeInvocation({ returnValue: { json: undefined } })).toEqual({ returnValue: {} });
});

test.each([
  [7, 7],
  [-0, 0],
  [2 ** 53, 2 ** 53],
  [1e30, 2n ** 63n - 1n],
  [2 ** 63, 2n ** 63n - 1n],
  [-1e30, -(2n ** 63n)],
  [-(2 ** 63), -(2 ** 63)],
])('the integer %s goes out as %s', (integer, sent) => {
  expect(clampInt64(integer)).toBe(sent);
});

test("a cookie's sameSite goes out under the protocol's name, and what is undefined not at all", () => {
  const cookies = [{ name: 'c', value: 'v', path: undefined, sameSite: 'explicitNone' }];
  expect(encodeInvocation({ returnValue: { http: { statusCode: '200', cookies } } })).toEqual({
    returnValue: {
      http: { statusCode: '200', cookies: [{ name: 'c', value: 'v', sameSite: 'ExplicitNone' }] },
    },
  });
});

test('a name that the protocol does not know is an error', () => {
  const cookies = [{ name: 'c', sameSite: 'sometimes' }];
  expect(() => encodeInvocation({ returnValue: { http: { cookies } } })).toThrow(
    'Unexpected value "sometimes" for type "CoreRpcHttpCookieSameSite"',
  );
});

test.each([
  ['text', 'text'],
  ['', ''],
  [0, '0'],
  [{ code: 7 }, '{"code":7}'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [Symbol('s'), 'Symbol(s)'],
  [undefined, 'Unknown error'],
])('what is thrown, %o, has the message %s', (thrown, message) => {
  expect(encodeException(toError(thrown))).toMatchObject({ message });
});

test('an error whose message is no text cannot be sent', () => {
  const error = Object.assign(new Error('x'), { message: { not: 'a text' } as unknown as string });
  expect(() => encodeException(error)).toThrow('message: string expected');
});

test('an error without a stack has none in the answer', () => {
  const error = Object.defineProperty(new Error('x'), 'stack', { value: undefined });
  expect(encodeException(error)).toEqual({ message: 'x' });
});
