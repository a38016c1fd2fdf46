import {
  type AdminAnswer,
  type AdminCall,
  type AdminRoute,
  baseUrl,
  empty,
  ok,
} from './admin-call.ts';
import type { AdministeredHost } from './administered-host.ts';
import { describeFunction } from './describe-function.ts';
import { describeHostOptions } from './host-options.ts';
import { describeStatus } from './host-status.ts';
import { functionKeyRoutes, hostKeyRoutes } from './key-routes.ts';

/** What the real host never caches. */
const uncached = { 'Cache-Control': 'no-store,no-cache', Pragma: 'no-cache' };

/**
 * The admin API, as far as Functions host 4.1037 was recorded.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Controllers
 */
export const adminRoutes: readonly AdminRoute[] = [
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
