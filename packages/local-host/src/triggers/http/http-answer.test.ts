import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type RawResponse, sendRaw } from '../../testing/raw-http.ts';
import { verifies } from '../../testing/verifies.ts';
import type { RpcHttp, TypedData } from '../../worker/protocol.ts';
import { httpAnswer, writeHttpAnswer } from './http-answer.ts';

verifies('host.http-answers');

/** What a client gets for this value of a function. */
async function answerTo(value: TypedData | undefined): Promise<RawResponse> {
  const answer = httpAnswer(value);
  const server = createServer((_, response) => writeHttpAnswer(response, answer));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return sendRaw(port, { method: 'GET', path: '/', headers: { connection: 'close' } });
}

const respond = (http: RpcHttp): Promise<RawResponse> => answerTo({ http });
const plain = 'text/plain; charset=utf-8';

test('bytes are the body, and nobody says of what type', async () => {
  const { status, headers, body } = await answerTo({ bytes: Buffer.from('ab') });
  expect([status, headers['content-type'], body]).toEqual([200, undefined, 'ab']);
});

test.each([
  [{ string: 'text' }, 'text'],
  [{ string: '' }, ''],
  [{ json: '{"a":1}' }, '{"a":1}'],
  [{ json: '["body"]' }, '["body"]'],
  [{ int: 5 }, '5'],
  [{ double: 1.5 }, '1.5'],
])('of %o the text is the body', async (value, text) => {
  const { status, headers, body } = await answerTo(value);
  expect([status, headers['content-type'], body]).toEqual([200, plain, text]);
});

test.each([
  [{ Body: 'x', Status: 201 }, 201, 'x'],
  [{ body: 'x', statusCode: '202', status: 201 }, 202, 'x'],
  [{ body: { a: 1 } }, 200, '{"a":1}'],
  [{ body: null }, 200, ''],
])('of %o, told as JSON, a response is made', async (response, status, body) => {
  const headers = { 'X-One': 1, 'Content-Type': 'text/css' };
  const answer = await answerTo({ json: JSON.stringify({ ...response, HEADERS: headers }) });
  expect(answer).toMatchObject({ status, body });
  expect(answer.headers).toMatchObject({ 'x-one': '1', 'content-type': 'text/css' });
});

test.each([undefined, '', 'abc', '2.5'])('the status %o is 200', async (statusCode) => {
  const given: RpcHttp = { body: { string: 'x' } };
  const { status } = await respond(statusCode === undefined ? given : { ...given, statusCode });
  expect(status).toBe(200);
});

test('a text has a type, unless the function says which, and bytes have none', async () => {
  const typeOf = async (http: RpcHttp) => (await respond(http)).headers['content-type'];
  expect(await typeOf({ body: { string: 'x' } })).toBe(plain);
  expect(await typeOf({ body: { string: 'x' }, headers: { 'content-TYPE': 'a/b' } })).toBe('a/b');
  expect(await typeOf({ body: { bytes: Buffer.from('x') } })).toBe(undefined);
});

test.each([
  ['204', 'x'],
  ['204', ''],
  ['304', 'x'],
  ['304', ''],
])('%s has neither a body nor a length (%o)', async (statusCode, string) => {
  const { status, headers } = await respond({ statusCode, body: { string } });
  expect([status, headers['content-length'], headers['transfer-encoding']]).toEqual([
    Number(statusCode),
    undefined,
    undefined,
  ]);
});

test('how the body is cut for the wire is not for the function to say', async () => {
  const http = { headers: { 'Transfer-Encoding': 'gzip', 'x-one': '1' }, body: { string: 'abc' } };
  const { headers, body } = await respond(http);
  expect([headers['transfer-encoding'], headers['x-one'], body]).toEqual(['chunked', '1', 'abc']);
});

test.each(['9', '1', 'x'])('a length of %s for two bytes is an error', (length) => {
  const http = { headers: { 'Content-Length': length }, body: { string: 'ab' } };
  expect(() => httpAnswer({ http })).toThrow(
    `Response Content-Length mismatch: 2 bytes written, where the function said ${length}.`,
  );
});

test('each cookie has a line of its own, beside one that the function wrote as a header', async () => {
  const cookies = [
    { name: 'a', value: '1' },
    { name: 'b', value: '2' },
  ];
  const { headers } = await respond({ headers: { 'set-cookie': 'own=0' }, cookies });
  expect(headers['set-cookie']).toBe('own=0, a=1; path=/, b=2; path=/');
});
