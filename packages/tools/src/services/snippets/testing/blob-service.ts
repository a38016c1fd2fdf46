import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { BlobPlace } from '../snippet-place.ts';

/** How the service answers one request. */
export interface BlobStep {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Never answers, or stops after the body, in the middle of what was announced. */
  readonly hangs?: boolean;
  /** Is told of the request when it is there. */
  readonly onRequest?: () => void;
  /** Closes the connection after the body, or in place of an answer. */
  readonly drops?: boolean;
}

export interface BlobRequest {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface BlobService {
  readonly url: string;
  /** What has been asked, in order. */
  readonly requests: readonly BlobRequest[];
  /** The container `snippets` of this account, by a connection string. */
  readonly place: BlobPlace;
  /** The account's key, which nobody may ever see. */
  readonly key: string;
}

/**
 * Starts a service in the shapes of Azure Storage, which answers the first requests as the steps say
 * and each further one as the last.
 * @see https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
export async function useBlobService(...steps: readonly BlobStep[]): Promise<BlobService> {
  const requests: BlobRequest[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url = '', headers } = request;
    const body = await text(request);
    const step = steps[requests.length] ?? steps.at(-1)!;
    requests.push({ method, url, headers, body });
    step.onRequest?.();
    if (step.body === undefined && step.hangs) return;
    if (step.body === undefined && step.drops) return void request.socket.destroy();
    response.writeHead(step.status, {
      'x-ms-request-id': 'c0ffee00-0000-4000-8000-000000000000',
      'x-ms-version': '2026-02-06',
      ...step.headers,
    });
    if (!step.hangs && !step.drops) return void response.end(step.body);
    response.write(step.body, () => void (step.drops && request.socket.destroy()));
  };
  const server = createServer((request, response) => {
    // A client that gives up while it sends is no failure of a test.
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = randomBytes(32).toString('base64');
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};BlobEndpoint=${url}/a;`;
  const account = { setting: 'SNIPPETS_CONNECTION_STRING', connectionString } as const;
  return { url, requests, key, place: { kind: 'blobs', container: 'snippets', account } };
}

/** An error of the service. */
export function refusal(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): BlobStep {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code, ...headers },
    body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>The server says so.\nRequestId:c0ffee00\nTime:2026-11-22T12:00:00.0000000Z</Message></Error>`,
  };
}

export const written: BlobStep = {
  status: 201,
  headers: { etag: '"0x1"', 'last-modified': 'Sun, 22 Nov 2026 12:00:00 GMT' },
};

/** A blob; `announced` is its size where the body ends sooner. */
export function blob(body: string, announced = Buffer.byteLength(body)): BlobStep {
  return {
    status: 200,
    headers: {
      etag: '"0x1"',
      'last-modified': 'Sun, 22 Nov 2026 12:00:00 GMT',
      'content-length': String(announced),
    },
    body,
  };
}

/** A page of a list. */
export function page(names: readonly string[], nextMarker = ''): BlobStep {
  const blobs = names.map(
    (name) =>
      `<Blob><Name>${name}</Name><Properties><Last-Modified>Sun, 22 Nov 2026 12:00:00 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>1</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>`,
  );
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://a.blob.core.windows.net/" ContainerName="snippets"><Blobs>${blobs.join('')}</Blobs><NextMarker>${nextMarker}</NextMarker></EnumerationResults>`,
  };
}
