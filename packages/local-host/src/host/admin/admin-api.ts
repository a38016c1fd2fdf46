import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyLimit, pathOf, readBody, sendEmpty } from '../../http.ts';
import { adminRefusal, refuse } from '../../platform/authorization.ts';
import type { AdministeredHost } from './administered-host.ts';
import { type AdminAnswer, type AdminCall, baseUrl, empty, ok } from './admin-call.ts';
import { describeFunction } from './describe-function.ts';
import { describeHostOptions } from './host-options.ts';
import { describeStatus } from './host-status.ts';
import { functionKeyRoutes, hostKeyRoutes } from './key-routes.ts';

/** One address of the admin API. */
export interface AdminRoute {
  readonly methods: readonly string[];
  /** Of the path, without letter case; its groups are the address's parameters. */
  readonly path: RegExp;
  /** It asks for no key. */
  readonly isOpen?: true;
  readonly answer: (call: AdminCall) => AdminAnswer | Promise<AdminAnswer>;
}

/** What the real host never caches. */
const uncached = { 'Cache-Control': 'no-store,no-cache', Pragma: 'no-cache' };

/**
 * The admin API, as far as Functions host 4.1037 was recorded.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Controllers
 */
const routes: readonly AdminRoute[] = [
  {
    methods: ['GET'],
    path: /^\/admin\/host\/status$/,
    answer: ({ host }) => ok(describeStatus(host)),
  },
  {
    methods: ['GET', 'POST'],
    path: /^\/admin\/host\/ping$/,
    isOpen: true,
    answer: () => ({ ...empty(200), headers: uncached }),
  },
  {
    methods: ['GET'],
    path: /^\/admin\/warmup$/,
    isOpen: true,
    answer: ({ host }) => empty(host.state === 'Running' ? 200 : 404),
  },
  {
    methods: ['GET'],
    path: /^\/admin\/host\/config$/,
    answer: ({ host: { runtime } }) =>
      runtime
        ? { status: 200, text: JSON.stringify(describeHostOptions(runtime), undefined, 2) }
        : empty(503),
  },
  {
    methods: ['GET'],
    path: /^\/admin\/host\/processes$/,
    answer: ({ host }) => ok(processes(host)),
  },
  {
    methods: ['POST'],
    path: /^\/admin\/host\/synctriggers$/,
    answer: () => ok({ status: 'Invalid environment for SyncTriggers operation.' }, 500),
  },
  {
    methods: ['POST'],
    path: /^\/admin\/host\/restart$/,
    answer({ host }) {
      // What does not start is in the log, and in the status.
      host.restart().catch(() => {});
      return ok({ isSelfHost: true, scriptPath: host.appRoot });
    },
  },
  ...hostKeyRoutes,
  {
    methods: ['GET'],
    path: /^\/admin\/functions$/,
    answer: ({ host, request }) =>
      ok(host.knownFunctions.map((info) => describeFunction(info, host, baseUrl(host, request)))),
  },
  {
    methods: ['GET'],
    path: /^\/admin\/functions\/(?<name>[^/]+)$/,
    answer: withFunction((info, { host, request }) =>
      ok(describeFunction(info, host, baseUrl(host, request))),
    ),
  },
  {
    methods: ['GET'],
    path: /^\/admin\/functions\/(?<name>[^/]+)\/status$/,
    answer: withFunction(({ error }, { host }) =>
      ok(error && host.runtime ? { errors: [error] } : {}),
    ),
  },
  {
    methods: ['POST'],
    path: /^\/admin\/functions\/(?<name>[^/]+)$/,
    answer(call) {
      const { runtime } = call.host;
      if (!runtime) return empty(500);
      if (typeof call.body !== 'object' || call.body === null) return empty(400);
      return withFunction(({ name, error, disabled }) => {
        if (error || disabled) return empty(404);
        runtime.runByHand(name);
        return empty(202);
      })(call);
    },
  },
  ...functionKeyRoutes(withFunction),
];

/**
 * Answers a request below `/admin`.
 * @returns false for what the admin API does not have: then nothing has been answered, and the path is
 * the functions'.
 */
export async function handleAdminRequest(
  host: AdministeredHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = pathOf(request).replace(/\/$/, '');
  const found = routes.find(
    (route) =>
      route.methods.includes(request.method ?? '') && new RegExp(route.path.source, 'i').test(path),
  );
  if (!found) return false;
  response.setHeader('Server', 'Kestrel');
  const refusal = found.isOpen ? undefined : adminRefusal(request, host.keys);
  if (refusal) {
    refuse(response, refusal);
    return true;
  }
  const { groups = {} } = new RegExp(found.path.source, 'i').exec(path)!;
  const parameters = Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, decode(value)]),
  );
  const body = parseJson((await readBody(request, bodyLimit(host.env))).toString('utf8'));
  send(response, await found.answer({ host, request, parameters, body }));
  return true;
}

/** Whether a request is one for the admin API, or would be one for a function below `/admin`. */
export function isAdminRequest(request: IncomingMessage): boolean {
  return /^\/admin(?:\/|$)/i.test(pathOf(request));
}

function withFunction(
  answer: (info: AdministeredHost['knownFunctions'][number], call: AdminCall) => AdminAnswer,
): AdminRoute['answer'] {
  return (call) => {
    const name = call.parameters['name']?.toLowerCase();
    const info = call.host.knownFunctions.find((known) => known.name.toLowerCase() === name);
    return info ? answer(info, call) : empty(404);
  };
}

function processes({ runtime }: AdministeredHost): object {
  const describe = (pid: number, name: string) => ({
    processId: pid,
    processName: name,
    debugEngine: 'node',
    isEligibleForOpenInBrowser: false,
  });
  return {
    processes: [
      describe(process.pid, 'node'),
      ...(runtime?.process ? [describe(runtime.process.pid, runtime.process.name)] : []),
    ],
  };
}

function send(response: ServerResponse, { status, json, text, headers = {} }: AdminAnswer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status === 204) response.writeHead(204).end();
  else if (text !== undefined) {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.writeHead(status);
    response.write(text);
    response.end();
  } else if (json === undefined) sendEmpty(response, status);
  else {
    const body = Buffer.from(JSON.stringify(json), 'utf8');
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.writeHead(status, { 'Content-Length': body.length }).end(body);
  }
}

function decode(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return text ?? '';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
