import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { HostError } from '../errors.ts';
import type { AppContext, AppRuntime } from '../app-runtime.ts';
import { bodyLimit, pathOf } from '../http.ts';
import { settlesWithin } from '../within.ts';
import { answerEmpty, refuseReserved } from './answers.ts';
import { forwardRequest } from './forward.ts';
import { logFunctions, readFunctions } from './functions.ts';
import { findHandlerPort } from './handler-port.ts';
import type { HandlerTarget } from './handler-target.ts';
import { type CustomHandlerOptions, readCustomHandlerOptions } from './options.ts';
import { proxyRequest } from './proxy.ts';
import { mapRoutes, type RouteTable } from './routes.ts';
import { HandlerSupervisor } from './supervisor.ts';

/** What tests change. */
export interface CustomHandlerOverrides {
  /** The clock of the restart rules, in milliseconds. */
  readonly now?: () => number;
  /** After so many milliseconds without traffic a proxied request fails. @default 240 000 */
  readonly activityTimeout?: number;
}

/** The reverse proxy of the Functions host gives up after so much silence, in milliseconds. */
const proxySilence = 240_000;

/** Forwarding waits a minute longer than the function may take, which is 30 minutes by default. */
const forwardSilence = 31 * 60_000;

/** Idle connections to the handler are dropped before common servers do so themselves, after 5 s. */
const idleConnection = 4_000;

/**
 * Starts an app whose functions are served by a program of its own, as host.json's `customHandler` says,
 * and waits until it answers.
 * @throws HostError when host.json is wrong, or the program does not start, ends or does not listen; the reason of the
 * context's signal when that aborts first.
 */
export async function startCustomHandlerApp(
  context: AppContext,
  overrides: CustomHandlerOverrides = {},
): Promise<AppRuntime> {
  const { log, env, hostJson, appRoot, inspectPort, signal } = context;
  const options = readOptions(context);
  const prefix = (hostJson.settings.text('extensions:http:routePrefix') ?? 'api').replace(
    /^\/+|\/+$/g,
    '',
  );
  const routes = mapRoutes(await readFunctions(context, options), prefix, hostJson.file);
  logFunctions(log, routes, prefix);

  const port = await findHandlerPort(options);
  if (options.port !== undefined) {
    const message = `Using port ${port} specified via configuration for custom handler.`;
    log.write('information', 'HttpWorkerOptionsSetup', message);
  }
  const launch = {
    options,
    appRoot,
    env,
    port,
    log,
    ...(inspectPort !== undefined && { inspectPort }),
  };
  const supervisor = new HandlerSupervisor(launch, overrides.now);
  if (routes.functions.some(({ error }) => error === undefined)) await supervisor.start(signal);

  const proxies = options.mode === 'proxying';
  const agent = new Agent({ keepAlive: true, timeout: idleConnection });
  const timeout = hostJson.settings.timeSpan('functionTimeout');
  const forwardTimeout = timeout === undefined ? forwardSilence : timeout + 60_000;
  const target: HandlerTarget = {
    supervisor,
    port,
    agent,
    log,
    bodyLimit: bodyLimit(env),
    activityTimeout: overrides.activityTimeout ?? (proxies ? proxySilence : forwardTimeout),
  };
  return runtimeOf(routes, target, proxies ? proxyRequest : forwardRequest, supervisor);
}

function runtimeOf(
  routes: RouteTable,
  target: HandlerTarget,
  pass: typeof proxyRequest,
  supervisor: HandlerSupervisor,
): AppRuntime {
  const underWay = new Set<ServerResponse>();
  let disposed: Promise<void> | undefined;
  let settled: (() => void) | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Kestrel tells clients that speak HTTP/1.1 nothing of a connection that stays open.
    if (response.shouldKeepAlive) response.removeHeader('Connection');
    const info = routes.find(request.method ?? '', pathOf(request));
    if (info === 'reserved') return refuseReserved(request, response);
    if (!info) return answerEmpty(response, 404);
    underWay.add(response);
    response.once('close', () => {
      underWay.delete(response);
      if (underWay.size === 0) settled?.();
    });
    return pass(target, info, request, response);
  }

  async function end(graceMs: number): Promise<void> {
    if (underWay.size > 0 && supervisor.current) {
      const { promise, resolve } = Promise.withResolvers<void>();
      settled = resolve;
      await settlesWithin(promise, graceMs);
    }
    await supervisor.dispose();
    target.agent.destroy();
  }

  return {
    functions: routes.functions,
    failed: supervisor.failed,
    handle,
    dispose: (graceMs) => (disposed ??= end(graceMs)),
  };
}

function readOptions({ hostJson, env }: AppContext): CustomHandlerOptions {
  const options = readCustomHandlerOptions(hostJson, env);
  if (!options) {
    throw new HostError(
      'HOST_JSON_INVALID',
      `${hostJson.file} has no "customHandler" section.`,
      'Add "customHandler": { "description": { "defaultExecutablePath": … } }.',
    );
  }
  if (options.mode === 'invocation') {
    throw new HostError(
      'HOST_JSON_INVALID',
      `${hostJson.file}: the handler would get each request wrapped in JSON (POST /<function>), which the local ` +
        'host does not emulate.',
      'Set "customHandler": { "enableProxyingHttpRequest": true }, or "configurationProfile": "mcp-custom-handler".',
    );
  }
  return options;
}
