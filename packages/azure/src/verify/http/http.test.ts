import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Subject } from '../finding.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import { isOfEasyAuth, readChallenge } from './challenge.ts';
import { commonProblem } from './common-problem.ts';
import { type NoAnswer, send, whyNoAnswer } from './send.ts';

async function useServer(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
}

describe('a request', () => {
  test.each(['authorization', 'x-functions-key'])(
    'never takes %s over plain http',
    async (name) => {
      const fetch = createBoundedFetch();
      await expect(
        fetch('http://func.azurewebsites.net/mcp', { headers: { [name]: 's3cret' } }),
      ).rejects.toThrow('must not travel');
    },
  );

  test('follows no redirect', async () => {
    const url = await useServer((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    );
    expect(await send(createBoundedFetch(), url, {})).toMatchObject({ answer: { status: 302 } });
  });

  test('takes no longer than it may, with its body', async () => {
    const url = await useServer((_, response) => void response.writeHead(200).write('a'));
    const sent = await send(createBoundedFetch({ timeoutMs: 50 }), url, {});
    expect(sent).toMatchObject({ noAnswer: { kind: 'late' } });
  });

  test('takes no answer that is larger than it may be', async () => {
    const url = await useServer((_, response) => void response.end('a'.repeat(2_000)));
    const sent = await send(createBoundedFetch({ maxBytes: 1_000 }), url, {});
    expect(sent).toMatchObject({ noAnswer: { code: 'The answer is larger than 1000 bytes.' } });
  });

  test('does not read a stream that has no end', async () => {
    const url = await useServer(
      (_, response) =>
        void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
    );
    expect(await send(createBoundedFetch(), url, {})).toMatchObject({
      answer: { status: 200, body: '' },
    });
  });

  test('is given up with its signal', async () => {
    const url = await useServer(() => {});
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(send(createBoundedFetch({ signal }), url, {}, signal)).rejects.toThrow('Ctrl-C');
  });
});

describe('the challenge of', () => {
  const read = (text: string) => readChallenge(new Headers({ 'www-authenticate': text }));

  test.each([
    [
      'Easy Auth, with spaces',
      'Bearer realm="a.example" authorization_uri="https://login/x" resource_metadata="https://a.example/.well-known/x" scope="api://a/b"',
    ],
    [
      'somebody else, with commas',
      'Bearer realm="a.example", scope="api://a/b", resource_metadata="https://a.example/.well-known/x"',
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({
      realm: 'a.example',
      resourceMetadata: 'https://a.example/.well-known/x',
      scope: 'api://a/b',
    });
    expect(isOfEasyAuth(read(text)!)).toBe(true);
  });

  test.each(['Bearer', 'Bearer error="invalid_token"'])('the Functions host: %s', (text) => {
    expect(isOfEasyAuth(read(text)!)).toBe(false);
  });

  test('another scheme, or none', () => {
    expect(read('Basic realm="a"')).toBeUndefined();
    expect(readChallenge(new Headers())).toBeUndefined();
  });
});

describe('why there is no answer', () => {
  test.each<[string, NoAnswer['kind']]>([
    ['ENOTFOUND', 'name'],
    ['EAI_AGAIN', 'name'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
    ['UND_ERR_CONNECT_TIMEOUT', 'late'],
    ['ECONNREFUSED', 'connection'],
    ['ECONNRESET', 'connection'],
  ])('%s: %s', (code, kind) => {
    expect(whyNoAnswer(new TypeError('fetch failed', { cause: { code } }))).toEqual({ code, kind });
  });

  const problemAt = (href: string, code: string) => {
    const subject = { server: { url: new URL(href) } } as unknown as Subject;
    const noAnswer = whyNoAnswer(new TypeError('fetch failed', { cause: { code } }));
    return commonProblem(subject, { noAnswer })?.known;
  };

  test.each([
    ['https://mcp.contoso.example/mcp', 'ENOTFOUND', 'domain-unknown'],
    ['https://mcp.contoso.example/mcp', 'ERR_TLS_CERT_ALTNAME_INVALID', 'domain-certificate'],
    ['https://func.azurewebsites.net/mcp', 'ENOTFOUND', 'unreachable'],
    ['https://func.azurewebsites.net/mcp', 'SELF_SIGNED_CERT_IN_CHAIN', 'certificate-refused'],
    ['https://func.azurewebsites.net/mcp', 'ECONNRESET', 'unreachable'],
  ])('at %s, %s is %s', (href, code, known) => {
    expect(problemAt(href, code)).toBe(known);
  });
});
