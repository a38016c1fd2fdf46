import type { FakeApp } from './fake-app.ts';
import { type FakeAnswer, type FakeOperation, refusal } from './fault.ts';
import { type Json, readFixture } from './fixture.ts';
import type { FakeState } from './fake-state.ts';

/** A request that was understood. */
export interface FakeRequest {
  readonly operation: FakeOperation;
  readonly subscription: string;
  readonly group: string;
  /** The name of the app; undefined where all are asked for. */
  readonly name: string | undefined;
  readonly query: URLSearchParams;
}

/** What comes behind the resource id of an app, with its method. */
const operations: readonly (readonly [string, FakeOperation])[] = [
  ['GET ', 'getSite'],
  ['POST /config/appsettings/list', 'appSettings'],
  ['POST /host/default/listkeys', 'hostKeys'],
  ['GET /config/authsettingsv2', 'authSettings'],
  ['GET /functions', 'functions'],
  ['GET /deploymentstatus', 'deploymentStatus'],
  ['GET /providers/microsoft.insights/metrics', 'metrics'],
];

const sitePath =
  /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.web\/sites(?:\/([^/]+)(.*))?$/i;

/** Letter case of a resource id does not matter. */
export function readRequest(method: string, url: URL): FakeRequest | undefined {
  const [, subscription, group, name, rest] = sitePath.exec(decodeURIComponent(url.pathname)) ?? [];
  if (subscription === undefined || group === undefined) return undefined;
  const asked = { subscription, group, name, query: url.searchParams };
  if (name === undefined)
    return method === 'GET' ? { ...asked, operation: 'listSites' } : undefined;
  const line = `${method} ${(rest ?? '').toLowerCase()}`;
  const found = operations.find(([known]) => known === line);
  return found && { ...asked, operation: found[1] };
}

/** The answer where nothing goes wrong. */
export function answerRequest(state: FakeState, request: FakeRequest): FakeAnswer {
  const { operation, subscription, group, name, query } = request;
  if (!query.has('api-version')) {
    return refusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  if (!same(subscription, state.subscriptionId)) {
    return refusal(
      404,
      'SubscriptionNotFound',
      `The subscription '${subscription}' could not be found.`,
    );
  }
  const groups = Object.entries(state.groups);
  const apps = groups.find(([known]) => same(known, group))?.[1];
  if (!apps) {
    return refusal(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  if (operation === 'listSites')
    return page(
      state,
      request,
      apps.map(({ site }) => site),
    );
  const app = apps.find((one) => same(one.name, name ?? ''));
  if (!app) {
    return refusal(
      404,
      'ResourceNotFound',
      `The Resource 'Microsoft.Web/sites/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    );
  }
  return answers[operation](app, state, request);
}

type Answer = (app: FakeApp, state: FakeState, request: FakeRequest) => FakeAnswer;

const answers: Readonly<Record<Exclude<FakeOperation, 'listSites'>, Answer>> = {
  getSite: ({ site }) => good(site),
  appSettings: ({ values, settings }) =>
    good({ ...readFixture('app-settings', values), properties: settings }),
  hostKeys: ({ keys, values }, { wrappedKeys }) =>
    good(wrappedKeys ? { id: values['name'], properties: keys } : keys),
  authSettings: ({ values, auth }) =>
    good({ ...readFixture('auth-settings', values), properties: auth }),
  functions: ({ values, functions }, state, request) =>
    page(
      state,
      request,
      Object.entries(functions).map(([name, type]) => {
        const body = readFixture('function', { ...values, function: name });
        body.properties.config.bindings = [{ direction: 'IN', type, name: 'trigger' }];
        return body;
      }),
    ),
  deploymentStatus: ({ values, deployments }, state, request) =>
    page(
      state,
      request,
      deployments.map((properties, index) => {
        const deployment = `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`;
        const body = readFixture('deployment-status', { ...values, deployment });
        Object.assign(body.properties, properties);
        return body;
      }),
    ),
  metrics: ({ values, metrics }, _, { query }) =>
    good({
      cost: 0,
      timespan: query.get('timespan'),
      interval: query.get('interval'),
      value: (query.get('metricnames') ?? '').split(',').map((metric) => {
        const body = readFixture('metric', { ...values, metric });
        const data = (metrics[metric] ?? []).map((total, hour) => ({
          timeStamp: `2026-11-22T${String(hour).padStart(2, '0')}:00:00Z`,
          ...(total > 0 && { total }),
        }));
        if (data.length > 0) body.timeseries.push({ metadatavalues: [], data });
        return body;
      }),
      namespace: 'Microsoft.Web/sites',
      resourceregion: 'eastus2',
    }),
};

/** The link to the next page is one of the real service, as it would be. */
function page(state: FakeState, request: FakeRequest, all: readonly Json[]): FakeAnswer {
  const from = Number(request.query.get('$skiptoken') ?? 0);
  const to = from + state.pageSize;
  const { subscription, group, name, query } = request;
  const path = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Web/sites${name === undefined ? '' : `/${name}/${request.operation}`}`;
  const nextLink =
    to < all.length
      ? `https://management.azure.com${path}?api-version=${query.get('api-version')}&%24skiptoken=${to}`
      : null;
  const value = all.slice(from, to);
  // Azure Resource Manager gathers the list of apps itself, and leaves out what App Service has as null.
  const isGathered = request.operation === 'listSites';
  return good(
    isGathered ? { value, ...(nextLink && { nextLink }) } : { value, nextLink, id: null },
  );
}

function good(body: Json): FakeAnswer {
  return { status: 200, body };
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
