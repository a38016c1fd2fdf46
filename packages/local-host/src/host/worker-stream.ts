import type { Agent } from 'node:http';
import { proxyRequest } from '../proxy/proxy.ts';
import type { StreamRequest } from '../triggers/http/http-functions.ts';
import type { HostLog } from '../log/log.ts';
import type { WorkerProcess } from '../worker/worker-process.ts';

/** A request fails after so many milliseconds without traffic. */
const activityTimeout = 240_000;

/**
 * Sends requests to the HTTP server of a worker, streaming both ways; undefined for a worker without one.
 * @see Azure/azure-functions-host:src/WebJobs.Script.Grpc/Server/DefaultHttpProxyService.cs
 */
export function streamTo(
  worker: WorkerProcess,
  { agent, log, bodyLimit }: { agent: Agent; log: HostLog; bodyLimit: number },
): StreamRequest | undefined {
  if (!worker.httpUri) return undefined;
  const target = {
    supervisor: { current: worker, untilCallable: () => Promise.resolve(true) },
    port: Number(worker.httpUri.port),
    isWorker: true,
    agent,
    log,
    bodyLimit,
    activityTimeout,
  };
  return (functionName, request, response, invocationId) =>
    proxyRequest(target, { name: functionName }, request, response, invocationId);
}
