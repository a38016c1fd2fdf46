import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createAzure, type Azure } from '../azure.ts';
import { type AzureClient, createAzureClient } from '../azure-client.ts';
import { type AzureRights, createAzureRights } from '../azure-rights.ts';
import { allRights, provider, rightsAnswer, type RightsState } from './fake-rights.ts';

export const subscriptionId = '00000000-0000-0000-0000-000000000001';
export const token = 'the-token';

/** An answer that a test puts in the place of the next one; `never` lets the client wait. */
export type Fault = 'never' | { status: number; headers?: Record<string, string>; body?: unknown };

/** What the fake knows. */
export interface FakeState extends RightsState {
  /** The state of Microsoft.App, one for each time that it is asked for; the last stays. */
  providerStates: string[];
  regions: string[];
  /** The names of sites by their tag `azd-service-name`, one list for each time; the last stays. */
  tagged: Record<string, string[][]>;
  /** `createdOn` of role assignments, by principal. */
  roles: Record<string, string[]>;
  /** Client ids of registrations that exist. */
  registrations: string[];
  faults: Fault[];
  /** Paths of which a part is one of these are answered with 403. */
  forbids: string[];
}

export interface FakeAzure {
  readonly azure: Azure;
  readonly rights: AzureRights;
  readonly client: AzureClient;
  readonly url: string;
  readonly state: FakeState;
  /** `GET /path?query`, decoded. */
  readonly requests: string[];
  /** How long the client waited before it tried again, in ms. */
  readonly waits: number[];
}

/** A server that answers as Azure Resource Manager and Microsoft Graph document it, and fails on request. */
export async function startFakeAzure(
  given: Partial<FakeState> = {},
  timeoutMs?: number,
): Promise<FakeAzure> {
  const state: FakeState = {
    providerStates: ['Registered'],
    regions: ['East US 2', 'West Europe'],
    tagged: {},
    roles: {},
    registrations: [],
    faults: [],
    forbids: [],
    ...allRights,
    ...given,
  };
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${decodeURIComponent(request.url!).replaceAll('+', ' ')}`);
    const fault = state.faults.shift();
    if (fault === 'never') return;
    const isForbidden = state.forbids.some((part) => request.url!.includes(part));
    if (fault) send(response, fault.status, fault.body, fault.headers);
    else if (isForbidden) send(response, forbidden.status, forbidden.body);
    else if (request.headers.authorization !== `Bearer ${token}`) {
      send(response, 401, failure('InvalidAuthenticationToken', 'The access token is invalid.'));
    } else answer(state, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const waits: number[] = [];
  const client = createAzureClient({
    endpoint: url,
    getToken: async () => token,
    wait: async (ms) => void waits.push(ms),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  return {
    azure: createAzure(client, client),
    rights: createAzureRights(client, client),
    client,
    url,
    state,
    requests,
    waits,
  };
}

/** The body of a refusal. */
export function failure(code: string, message: string) {
  return { error: { code, message } };
}

/** 403 as Azure Resource Manager words it. */
export const forbidden = {
  status: 403,
  headers: { 'x-ms-failure-cause': 'gateway' },
  body: failure(
    'AuthorizationFailed',
    `The client 'reader@contoso.example' with object id '00000000-0000-0000-0000-0000000000cc' does not have authorization to perform action 'Microsoft.Web/sites/read' over scope '/subscriptions/${subscriptionId}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  ),
} satisfies Fault;

function answer(state: FakeState, { method, url }: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(url!, 'http://localhost');
  const path = pathname.replace(`/subscriptions/${subscriptionId}`, '');
  const filter = searchParams.get('$filter') ?? '';
  const quoted = /'([^']*)'$/.exec(filter)?.[1] ?? '';
  const registration = /^\/v1\.0\/applications\(appId='(.*)'\)$/.exec(decodeURIComponent(path));

  if (registration && method === 'DELETE') {
    const index = state.registrations.indexOf(registration[1]!);
    if (index < 0) {
      return send(response, 404, failure('Request_ResourceNotFound', 'It does not exist.'));
    }
    state.registrations.splice(index, 1);
    return send(response, 204);
  }
  if (path.startsWith('/v1.0/')) {
    const body = rightsAnswer(state, path);
    if (body) return send(response, 200, body);
  }
  if (!searchParams.has('api-version')) {
    return send(
      response,
      400,
      failure('MissingApiVersionParameter', 'The api-version is missing.'),
    );
  }
  if (/^\/providers\/Microsoft\.App(?:\/register)?$/.test(path)) {
    return send(response, 200, provider('Microsoft.App', newest(state.providerStates)));
  }
  if (path === '/providers/Microsoft.Web/geoRegions') {
    const value = state.regions.map((name) => ({
      name,
      type: 'Microsoft.Web/geoRegions',
      properties: { name, displayName: name, orgDomain: 'PUBLIC;FLEXCONSUMPTION' },
    }));
    return send(response, 200, { value, nextLink: null, id: null });
  }
  if (path === '/resourceGroups/rg-test/resources') {
    const names = newest(state.tagged[quoted] ?? [[]]) ?? [];
    const value = names.map((name) => ({ name, type: 'Microsoft.Web/sites', location: 'eastus2' }));
    // A plan with the tag does not count.
    return send(response, 200, {
      value: [...value, { name: 'plan', type: 'Microsoft.Web/serverFarms' }],
    });
  }
  if (path === '/resourceGroups/rg-test/providers/Microsoft.Authorization/roleAssignments') {
    const value = (state.roles[quoted] ?? []).map((createdOn) => ({
      type: 'Microsoft.Authorization/roleAssignments',
      properties: { principalId: quoted, principalType: 'ServicePrincipal', createdOn },
    }));
    return send(response, 200, { value });
  }
  const body = rightsAnswer(state, path);
  if (body) return send(response, 200, body);
  return send(response, 404, failure('ResourceNotFound', `There is no ${path}.`));
}

/** The first of several, which is then gone; the last stays. */
function newest<T>(list: T[]): T | undefined {
  return list.length > 1 ? list.shift() : list[0];
}

function send(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(
    body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  );
}
