import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readBody } from '../../http.ts';
import { sendRaw } from '../../testing/raw-http.ts';
import { verifies } from '../../testing/verifies.ts';
import { httpTriggerMetadata, readHttpRequest } from './http-invocation.ts';

verifies('host.http-request', 'host.http-metadata');

interface RecordedHttp {
  readonly method: string;
  readonly url: string;
  readonly nullableHeaders: Record<string, { value: string }>;
  readonly nullableParams: Record<string, { value: string }>;
  readonly nullableQuery: Record<string, { value: string }>;
  readonly identities: readonly object[];
  readonly body: { bytes: string } | null;
}

interface RecordedInvocation {
  readonly name: string;
  readonly invocationRequest: {
    readonly inputData: readonly { data: { http?: RecordedHttp } }[];
    readonly triggerMetadata: Record<string, { json?: string }>;
  };
}

const file = new URL('../../worker/fixtures/functions-host/invocations.json', import.meta.url);
const { invocations } = JSON.parse(readFileSync(file, 'utf8')) as {
  invocations: RecordedInvocation[];
};
const recorded = invocations.flatMap(({ name, invocationRequest }) => {
  const http = invocationRequest.inputData[0]?.data.http;
  return http ? [{ name, http, metadata: invocationRequest.triggerMetadata }] : [];
});

/** Receives one request with these parts. */
async function receive(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ request: IncomingMessage; body: Buffer; port: number }> {
  const received = Promise.withResolvers<{ request: IncomingMessage; body: Buffer }>();
  const server = createServer((request, response) => {
    void readBody(request, 1_000).then((content) => received.resolve({ request, body: content }));
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await sendRaw(port, {
    method,
    path,
    headers: { connection: 'close', ...headers },
    ...(body !== undefined && { body }),
  });
  return { ...(await received.promise), port };
}

test('has the recorded invocations by HTTP', () => {
  expect(recorded).toHaveLength(3);
});

test.each(recorded.map((recording) => [recording.name, recording] as const))(
  '%s is told to the worker as recorded',
  async (_, { http, metadata }) => {
    const { host, ...sent } = JSON.parse(metadata['Headers']!.json!) as Record<string, string>;
    expect(host).toBeUndefined();
    const { Host: _host, 'Content-Length': _length, ...headers } = sent;
    const { method } = http;
    const path = http.url.replace('http://<host:port>', '');
    const { request, body, port } = await receive(method, path, headers, http.body?.bytes);
    const params = Object.fromEntries(
      Object.entries(http.nullableParams).map(([name, { value }]) => [name, value]),
    );

    const told = readHttpRequest({ request, params, body });
    const place = (text: string): unknown =>
      JSON.parse(text.replaceAll(`localhost:${port}`, '<host:port>'));
    const { connection: _connection, ...toldHeaders } = told.nullableHeaders!;
    expect(
      place(
        JSON.stringify({
          ...told,
          nullableHeaders: toldHeaders,
          body: told.body ? { bytes: Buffer.from(told.body.bytes!).toString() } : null,
        }),
      ),
    ).toEqual({
      method: http.method,
      url: http.url,
      nullableHeaders: http.nullableHeaders,
      nullableParams: http.nullableParams,
      nullableQuery: http.nullableQuery,
      body: http.body,
      // Members that are null, or empty lists, do not exist in a message.
      identities: http.identities.map(() => ({
        nameClaimType: { value: expect.stringContaining('/identity/claims/name') },
        roleClaimType: { value: expect.stringContaining('/identity/claims/role') },
      })),
    });

    const got = httpTriggerMetadata({ request, params, body });
    expect(Object.keys(got)).toEqual(Object.keys(metadata));
    const { Headers: gotHeaders, ...others } = got;
    const { Headers: recordedHeaders, ...recordedOthers } = metadata;
    expect(others).toEqual(recordedOthers);
    const { Connection: _keepAlive, ...named } = place(gotHeaders!.json!) as Record<string, string>;
    expect(JSON.stringify(named)).toBe(recordedHeaders!.json);
  },
);

test('the members of a JSON body become texts, objects JSON; lists and nulls are left out', async () => {
  const json = '{"text":"a","yes":true,"number":1.5,"object":{"a":[1]},"list":[1],"nothing":null}';
  const { request, body } = await receive('POST', '/?Text=q&CODE=secret', {}, json);
  const metadata = httpTriggerMetadata({ request, params: { number: 'route' }, body });
  expect(metadata).toMatchObject({
    text: { string: 'q' },
    yes: { string: 'True' },
    number: { string: 'route' },
    object: { json: '{"a":[1]}' },
    Query: { json: '{"Text":"q","CODE":"secret"}' },
  });
  const names = Object.keys(metadata).map((name) => name.toLowerCase());
  expect(names).not.toContain('code');
  expect(names).not.toContain('list');
  expect(names).not.toContain('nothing');
});

test("what a request calls Query or Headers stands in the place of the host's own", async () => {
  const { request, body } = await receive('POST', '/?query=mine', {}, '{"headers":1.5}');
  const metadata = httpTriggerMetadata({ request, params: {}, body });
  expect(metadata).toEqual({ headers: { string: '1.5' }, query: { string: 'mine' } });
});

test.each([
  ['/a%20b%2Bc', '/a%20b+c'],
  ['/%C3%BC/x', '/%C3%BC/x'],
  ['/a%2Fb', '/a%2Fb'],
  ['/a/../b?x=%20+', '/b?x=%20+'],
  ['/%41%25', '/A%25'],
])('the URL of %s is %s', async (path, url) => {
  const { request, body, port } = await receive('GET', path, { 'x-forwarded-host': 'other' });
  const told = readHttpRequest({ request, params: {}, body });
  expect(told.url).toBe(`http://localhost:${port}${url}`);
});
