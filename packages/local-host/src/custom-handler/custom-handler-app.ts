import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { HostError } from '../errors.ts';
import type { AppContext, AppRuntime } from '../app-runtime.ts';
import { bodyLimit, rawPathOf } from '../http.ts';
import { routePrefixOf } from '../host/route-prefix.ts';
import { runByHand } from '../invocation/run-by-hand.ts';
import { handleWebhookRequest, type Webhook } from '../host/webhooks.ts';
import { functionRefusal, refuse } from '../platform/authorization.ts';
import type { RouteTable } from '../triggers/http/routing/route-table.ts';
import { functionTimeoutOf } from '../invocation/function-timeout.ts';
import { isRunning } from '../host/functions.ts';
import { settlesWithin } from '../within.ts';
import { logFunctions, mapFunctions, readFunctions } from './functions.ts';
import { findHandlerPort } from './handler-port.ts';
import type { HandlerTarget } from '../proxy/handler-target.ts';
import { type CustomHandlerOptions, readCustomHandlerOptions } from './options.ts';
import { type Passage, passRequest } from './pass-request.ts';
import { patienceWith } from './patience.ts';
import { HandlerSupervisor } from './supervisor.ts';

/** What tests change. */
export interface CustomHandlerOverrides {
  /** The clock of the restart rules, in milliseconds. */
  readonly now?: () => number;
  /** After so many milliseconds without traffic a proxied request fails. @default 240 000 */
  readonly activityTimeout?: number;
}

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
  const prefix = routePrefixOf(hostJson);
  const routes = mapFunctions(await readFunctions(context, options), prefix, context);
  context.onFunctions?.(routes.functions);
  logFunctions(log, routes, prefix);

  const functionTimeout = functionTimeoutOf(hostJson);
  const activityTimeout = overrides.activityTimeout ?? patienceWith(options.mode, hostJson);
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
  if (routes.functions.some(isRunning)) await supervisor.start(signal);

  const agent = new Agent({ keepAlive: true, timeout: idleConnection });
  const target: HandlerTarget = {
    supervisor,
    port,
    agent,
    log,
    bodyLimit: bodyLimit(env),
    activityTimeout,
  };
  const passage: Passage = {
    mode: options.mode,
    target,
    functionTimeout,
    restart: () => supervisor.restart(),
  };
  return runtimeOf(context, routes, passage, supervisor);
}

/** Extensions do not serve custom handlers, though their webhooks are kept from the app. */
const noWebhooks: ReadonlyMap<string, Webhook> = new Map();

function runtimeOf(
  context: AppContext,
  routes: RouteTable,
  passage: Passage,
  supervisor: HandlerSupervisor,
): AppRuntime {
  // A count: a set of the responses would keep each until the next collection of garbage but one.
  let underWay = 0;
  let disposed: Promise<void> | undefined;
  let settled: (() => void) | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (await handleWebhookRequest(noWebhooks, context.keys, request, response)) return true;
    const match = routes.find(request.method ?? '', rawPathOf(request));
    if (!match) return false;
    const { name, authorizationLevel } = match.info;
    const refusal = functionRefusal(request, name, authorizationLevel, context.keys);
    if (refusal) {
      refuse(response, refusal);
      return true;
    }
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (underWay === 0) settled?.();
    });
    await passRequest(passage, match, request, response);
    return true;
  }

  async function end(graceMs: number): Promise<void> {
    if (underWay > 0 && supervisor.current) {
      const { promise, resolve } = Promise.withResolvers<void>();
      settled = resolve;
      await settlesWithin(promise, graceMs);
    }
    await supervisor.dispose();
    passage.target.agent.destroy();
  }

  return {
    functions: routes.functions,
    routePrefix: routePrefixOf(context.hostJson),
    extensionOptions: {},
    get process() {
      const { current } = supervisor;
      return current?.pid === undefined
        ? undefined
        : { pid: current.pid, name: basename(current.executable) };
    },
    failed: supervisor.failed,
    handle,
    runByHand: (functionName) => runByHand(functionName, routes, context.log),
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
  return options;
}
