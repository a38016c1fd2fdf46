import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Patience } from './attempts.ts';
import type { Transport } from './blob-container.ts';
import { createBlobStore } from './blob-store.ts';
import { snippetPlace } from './snippet-place.ts';
import type { SnippetStore } from './snippet-store.ts';
import { type BlobStep, refusal, written } from './testing/blob-service.ts';

const token = 'a-token-that-nobody-may-see';
const identityHeader = 'a-secret-of-the-platform';

/** Answers as the platform's own endpoint does that gives tokens to apps. */
const giveToken: RequestListener = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      access_token: token,
      expires_on: String(Math.floor(Date.now() / 1_000) + 86_400),
      resource: 'https://storage.azure.com',
      token_type: 'Bearer',
    }),
  );

// The library finds its endpoint once for the whole process.
let answerIdentity = giveToken;
beforeAll(async () => {
  const server = createServer((request, response) => answerIdentity(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/t`);
  vi.stubEnv('IDENTITY_HEADER', identityHeader);
  return () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  };
});

interface Cloud {
  readonly store: SnippetStore;
  readonly clientId: string;
  /** What the storage account was sent. */
  readonly sent: { readonly url: string; readonly authorization: string | undefined }[];
  /** What the endpoint for tokens was asked. */
  readonly asked: { readonly url: URL; readonly secret: unknown }[];
}

/** An app on Azure with an identity of its own, and a storage account that answers as the step says. */
async function useCloud(
  step: BlobStep,
  identity: RequestListener = giveToken,
  patience: Partial<Patience> = {},
): Promise<Cloud> {
  const sent: Cloud['sent'] = [];
  const asked: Cloud['asked'] = [];
  answerIdentity = (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    asked.push({ url, secret: request.headers['x-identity-header'] });
    identity(request, response);
  };
  // Tokens go nowhere but to https, which a server for tests has no certificate for.
  const transport: Transport = {
    async sendRequest(request) {
      sent.push({ url: request.url, authorization: request.headers.get('authorization') });
      const headers = request.headers.clone();
      for (const { name } of headers.headersArray()) headers.remove(name);
      for (const [name, value] of Object.entries(step.headers ?? {})) headers.set(name, value);
      return { request, status: step.status, headers, bodyAsText: step.body ?? '' };
    },
  };
  // The library keeps the tokens of an identity for the whole process.
  const clientId = randomUUID();
  const place = snippetPlace({
    WEBSITE_SITE_NAME: 'func',
    SNIPPETS_BLOB_SERVICE_URI: 'https://account.blob.core.windows.net/',
    AZURE_CLIENT_ID: clientId,
  });
  if (place.kind !== 'blobs') throw new Error('It is no container.');
  const store = createBlobStore(place, {
    transport,
    patience: { sleep: async () => {}, ...patience },
  });
  return { store, clientId, sent, asked };
}

async function failureOf(operation: Promise<unknown>): Promise<string> {
  const error = await operation.then(
    () => new Error('It has not failed.'),
    (thrown: Error) => thrown,
  );
  const text = String(error.stack);
  for (const secret of [token, identityHeader]) expect(text).not.toContain(secret);
  return error.message;
}

describe('with a managed identity', () => {
  test('signs in once, as the identity that the settings name', async () => {
    const { store, clientId, sent, asked } = await useCloud(written);
    expect(await store.save('shared', 'a', '1')).toEqual({ created: true });
    await store.save('shared', 'b', '2');
    const authorization = `Bearer ${token}`;
    expect(sent).toEqual([
      { url: 'https://account.blob.core.windows.net/snippets/shared/a.txt', authorization },
      { url: 'https://account.blob.core.windows.net/snippets/shared/b.txt', authorization },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.secret).toBe(identityHeader);
    expect(Object.fromEntries(asked[0]!.url.searchParams)).toMatchObject({
      client_id: clientId,
      resource: 'https://storage.azure.com',
    });
  });

  test('says which role is missing', async () => {
    const { store } = await useCloud(refusal(403, 'AuthorizationPermissionMismatch'));
    expect(await failureOf(store.save('shared', 'a', 'text'))).toBe(
      "Saving a snippet in the container 'snippets' of SNIPPETS_BLOB_SERVICE_URI failed: AuthorizationPermissionMismatch (403). The identity needs the role Storage Blob Data Contributor on the container. A new assignment may take ten minutes to be heard of.",
    );
  });

  test('makes no container, and takes a missing one for no empty place', async () => {
    const { store, sent } = await useCloud(refusal(404, 'ContainerNotFound'));
    const advice =
      "ContainerNotFound (404). Make the container 'snippets', or correct SNIPPETS_CONT";
    expect(await failureOf(store.save('shared', 'a', 'text'))).toContain(advice);
    expect(await failureOf(store.get('shared', 'a'))).toContain(advice);
    expect(await failureOf(store.list('shared'))).toContain(advice);
    expect(await failureOf(store.delete('shared', 'a'))).toContain(advice);
    expect(sent).toHaveLength(4);
  });

  test('says so where the app has no such identity', async () => {
    const { store, sent } = await useCloud(written, (_, response) =>
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(`{"statusCode":400,"message":"No User Assigned Identity found for ${token}"}`),
    );
    expect(await failureOf(store.get('shared', 'a'))).toMatch(
      /failed: no token for it \(\w+Error\)\. Check that the app has a managed identity, and that AZURE_CLIENT_ID/,
    );
    expect(sent).toEqual([]);
  });

  test('does not wait for ever for a token', async () => {
    const patience = { attemptMs: 50, totalMs: 200 };
    const { store } = await useCloud(written, () => {}, patience);
    expect(await failureOf(store.get('shared', 'a'))).toContain('failed: no answer in time.');
  });

  test('attempts share one sign-in, however long it takes', async () => {
    const waiting: Parameters<RequestListener>[1][] = [];
    const wait: RequestListener = (_, response) => void waiting.push(response);
    const { store, asked } = await useCloud(written, wait, {
      attemptMs: 200,
      attempts: 20,
      sleep: async () => {
        await expect.poll(() => asked).toHaveLength(1);
        for (const response of waiting.splice(0)) giveToken(response.req, response);
      },
    });
    expect(await store.save('shared', 'a', '1')).toEqual({ created: true });
    expect(asked).toHaveLength(1);
  });

  test('signs in anew after a sign-in that hung', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const timeUp = new AbortController();
    const first = vi.spyOn(AbortSignal, 'timeout').mockImplementation((length) => {
      if (length !== 43_210) return timeout(length);
      first.mockRestore();
      return timeUp.signal;
    });
    onTestFinished(() => first.mockRestore());
    const hang = () => timeUp.abort(new DOMException('Time is up.', 'TimeoutError'));
    const answers: RequestListener[] = [hang, giveToken];
    const next: RequestListener = (request, response) => answers.shift()?.(request, response);
    const { store, asked } = await useCloud(written, next, { signInMs: 43_210 });
    expect(await failureOf(store.save('shared', 'a', '1'))).toContain('no token for it (Timeout');
    expect(await store.save('shared', 'a', '1')).toEqual({ created: true });
    expect(asked).toHaveLength(2);
  });
});

test.each(['nonsense', 'AccountName=a', 'DefaultEndpointsProtocol=https;AccountKey=c2VjcmV0'])(
  'says that %j is no connection string, without what it is',
  async (connectionString) => {
    const account = { setting: 'SNIPPETS_CONNECTION_STRING', connectionString } as const;
    const store = createBlobStore({ kind: 'blobs', container: 'snippets', account });
    expect(await failureOf(store.get('shared', 'a'))).toBe(
      'SNIPPETS_CONNECTION_STRING is no connection string of a storage account. Correct it or remove it.',
    );
  },
);

test('loads a library of Azure only when it is used', async () => {
  const services = fileURLToPath(new URL('../services.ts', import.meta.url));
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(specifier, context, next) {
        if (/^@azure\\/(identity|storage-blob)$/.test(specifier)) console.log(specifier);
        return next(specifier, context);
      },
    });
    const { createServices } = await import(${JSON.stringify(services)});
    const { snippets } = createServices(process.env);
    console.log('made');
    await snippets.get(undefined, 'a').catch(() => {});
    process.exit();`;
  const load = async (env: NodeJS.ProcessEnv): Promise<string> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { env: { PATH: process.env['PATH'], ...env } },
    );
    return stdout.trim().replaceAll('\n', ' ');
  };
  expect(await load({ SNIPPETS_CONNECTION_STRING: 'nonsense' })).toBe('made @azure/storage-blob');
  expect(await load({ WEBSITE_SITE_NAME: 'func' })).toBe('made');
});
