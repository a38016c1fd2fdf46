import { expect, test } from 'vitest';
import { decodeInvocation } from './decode-request.ts';
import { Long } from './long.ts';
import { verifies } from '../../testing/verifies.ts';

verifies('worker.invocation.protobuf-defaults', 'worker.invocation.long');

const bare = { invocationId: 'i', functionId: 'f' };

test('what the host left out is there, empty, as protobuf decodes it', () => {
  expect(decodeInvocation(bare)).toEqual({ ...bare, inputData: [], triggerMetadata: {} });
  expect(
    decodeInvocation({
      ...bare,
      traceContext: { traceParent: 'p' },
      retryContext: { retryCount: 1, exception: { message: 'm' } },
    }),
  ).toMatchObject({
    traceContext: { traceParent: 'p', traceState: '', attributes: {} },
    retryContext: {
      retryCount: 1,
      maxRetryCount: 0,
      exception: { message: 'm', source: '', stackTrace: '' },
    },
  });
});

test('an HTTP request has all its maps', () => {
  const http = { method: 'GET', url: 'http://localhost/', nullableQuery: { a: { value: '1' } } };
  expect(decodeInvocation({ ...bare, inputData: [{ name: 'req', data: { http } }] })).toMatchObject(
    {
      inputData: [
        {
          name: 'req',
          data: {
            http: {
              ...http,
              headers: {},
              params: {},
              query: {},
              nullableHeaders: {},
              nullableParams: {},
            },
          },
        },
      ],
    },
  );
});

test.each([
  [7, 7, 0],
  [-1, -1, -1],
  [2 ** 53, 0, 2_097_152],
  [2n ** 63n - 1n, -1, 2_147_483_647],
])('the integer %s becomes a Long of %s and %s', (integer, low, high) => {
  const long = new Long(integer);
  expect(JSON.parse(JSON.stringify(long))).toEqual({ low, high, unsigned: false });
  expect(String(long)).toBe(String(integer));
  expect(long.toNumber()).toBe(Number(integer));
});

test('integers become Long objects in trigger metadata and in lists, too', () => {
  const triggerMetadata = { n: { int: 3 }, list: { collectionSint64: { sint64: [1, -2] } } };
  expect(decodeInvocation({ ...bare, triggerMetadata })).toMatchObject({
    triggerMetadata: {
      n: { int: new Long(3) },
      list: { collectionSint64: { sint64: [new Long(1), new Long(-2)] } },
    },
  });
});
