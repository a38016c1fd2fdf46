import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { type AuthMode, serviceNames } from '../../server.ts';
import { answerRequest, type FakeRequest, readRequest } from './answer-request.ts';
import { type FakeApp, fakeApp, resourceGroup, subscriptionId } from './fake-app.ts';
import type { FakeState } from './fake-state.ts';
import { type FakeAnswer, type Fault, refusal } from './fault.ts';
import { rewritingHttpClient } from './rewriting-http-client.ts';

export interface FakeResourceManager extends AsyncDisposable {
  readonly state: FakeState;
  /** The apps of the one deployment: the extension server, then the self-hosted server. */
  readonly apps: readonly [FakeApp, FakeApp];
  readonly origin: string;
  /** The client's own, which goes to the fake in the place of https://management.azure.com. */
  readonly httpClient: HttpClient;
  readonly credential: TokenCredential;
  /** `getSite func-ext-abc` */
  readonly requests: string[];
}

export const fakeToken = 'the-token-for-azure';

/**
 * Serves what infra/main.bicep deploys, as Azure Resource Manager would, on 127.0.0.1; `faults` break it in any way.
 * @param authMode the mode that both apps are set up for
 */
export async function startFakeResourceManager(
  authMode: AuthMode,
  given: Partial<FakeState> = {},
): Promise<FakeResourceManager> {
  const [extension, selfHosted] = serviceNames.map((service) => fakeApp(service, authMode));
  const apps = [extension!, selfHosted!] as const;
  const state: FakeState = {
    subscriptionId,
    groups: { [resourceGroup]: [...apps] },
    faults: [],
    pageSize: 100,
    wrappedKeys: false,
    ...given,
  };
  const counts = new Map<Fault, number>();
  const requests: string[] = [];
  const server = createServer((message, response) => {
    // Nothing is asked with a body; what comes is let go.
    message.resume();
    const url = new URL(message.url ?? '/', 'https://management.azure.com');
    const request = readRequest(message.method ?? '', url);
    if (!request) {
      requests.push(`${message.method} ${url.pathname}`);
      return send(
        response,
        refusal(404, 'InvalidResourceType', 'The resource type could not be found.'),
      );
    }
    requests.push([request.operation, request.name].filter(Boolean).join(' '));
    const { authorization } = message.headers;
    if (authorization !== `Bearer ${fakeToken}`) {
      return send(
        response,
        authorization === undefined
          ? refusal(
              401,
              'AuthenticationFailed',
              "Authentication failed. The 'Authorization' header is missing.",
            )
          : refusal(401, 'InvalidAuthenticationToken', 'The access token is invalid.'),
      );
    }
    const fault = faultFor(state, request, counts);
    if (fault === 'never') return;
    const answer = fault && 'status' in fault ? fault : answerRequest(state, request);
    setTimeout(() => send(response, answer), fault?.delayMs ?? 0).unref();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    state,
    apps,
    origin,
    httpClient: rewritingHttpClient('https://management.azure.com', origin),
    credential: {
      getToken: async () => ({ token: fakeToken, expiresOnTimestamp: Date.now() + 3_600_000 }),
    },
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function faultFor(
  { faults, groups }: FakeState,
  { operation, name }: FakeRequest,
  counts: Map<Fault, number>,
): Fault['answer'] | undefined {
  const asked = Object.values(groups)
    .flat()
    .find((app) => app.name === name)?.service;
  const fault = faults.find(
    (one) =>
      (one.operation ?? operation) === operation &&
      (one.service ?? asked) === asked &&
      (counts.get(one) ?? 0) < (one.times ?? Number.POSITIVE_INFINITY),
  );
  if (fault) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return fault?.answer;
}

function send(response: ServerResponse, { status, headers, body }: FakeAnswer): void {
  const text =
    body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const json = status < 400 ? 'application/json' : 'application/json; charset=utf-8';
  const type = typeof body === 'string' ? 'text/html' : json;
  response.writeHead(status, {
    ...(text !== undefined && { 'content-type': type }),
    'x-ms-request-id': '00000000-0000-0000-0000-000000000000',
    ...headers,
  });
  response.end(text);
}
