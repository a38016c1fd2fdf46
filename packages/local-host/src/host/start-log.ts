import { randomUUID } from 'node:crypto';
import type { FunctionInfo } from '../app-runtime.ts';
import type { HostLog } from '../log/log.ts';
import { hostVersion } from '../settings/version.ts';
import { describeMapping, isHttpFunction } from '../triggers/http/routing/http-function.ts';

/** What the host's start log tells of. */
export interface StartedFunctions {
  readonly functions: readonly FunctionInfo[];
  readonly routePrefix: string;
  readonly log: HostLog;
  /** When the start began, in milliseconds of `performance.now()`. */
  readonly started: number;
}

/**
 * Writes what the Functions host writes when a Node.js app has started, in its order and its words.
 * Recorded from Functions host 4.1037, dumps of options left out.
 */
export function logStart({ functions, routePrefix, log, started }: StartedFunctions): void {
  const [operationId, instanceId] = [randomUUID(), randomUUID()];
  const running = functions.filter(({ error, disabled }) => error === undefined && !disabled);
  const startup = (message: string): void => log.write('information', 'Host.Startup', message);
  startup(`Initializing Host. OperationId: '${operationId}'.`);
  startup(`Host initialization: ConsecutiveErrors=0, StartupCount=1, OperationId=${operationId}`);
  log.write('information', 'Microsoft.Azure.WebJobs.Hosting.JobHostService', 'Starting JobHost');
  startup(
    `Starting Host (InstanceId=${instanceId}, Version=${hostVersion}, ProcessId=${process.pid}, AppDomainId=1, ` +
      'InDebugMode=False, InDiagnosticMode=False, FunctionsExtensionVersion=(null))',
  );
  startup('Loading functions metadata');
  startup('Reading functions metadata (Custom)');
  startup('0 functions found (Custom)');
  startup(`${functions.length} functions loaded`);
  startup(`Generating ${functions.length} job function(s)`);
  log.write(
    'information',
    'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcFunctionInvocationDispatcher',
    'Worker process started and initialized.',
  );
  startup(
    ['Found the following functions:', ...running.map(({ name }) => `Host.Functions.${name}`)].join(
      '\n',
    ),
  );
  logRoutes(running, routePrefix, log);
  const duration = Math.round(performance.now() - started);
  startup(`Host initialized (${duration}ms)`);
  startup(`Host started (${duration}ms)`);
  startup('Job host started');
}

/** Writes which functions HTTP requests reach, and where. */
function logRoutes(running: readonly FunctionInfo[], routePrefix: string, log: HostLog): void {
  const mapped = running.filter(isHttpFunction).map((info) => describeMapping(info, routePrefix));
  const lines = mapped.length > 0 ? mapped : ['No HTTP routes mapped'];
  log.write(
    'information',
    'WebScriptHostHttpRoutesManager',
    ['Initializing function HTTP routes', ...lines].join('\n'),
  );
}
