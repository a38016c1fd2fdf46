import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuseBody } from '../../proxy/answers.ts';
import { BodyTooLargeError, rawPathOf, readBody, sendEmpty } from '../../http.ts';
import type { FunctionRunner, InvokeFunction } from '../../invocation/invoke.ts';
import { functionRefusal, refuse } from '../../platform/authorization.ts';
import type { KeyStore } from '../../platform/key-store.ts';
import type { InvocationResponse, TypedData } from '../../worker/protocol.ts';
import type { TriggerBinding } from '../trigger-binding.ts';
import { httpAnswer, writeHttpAnswer } from './http-answer.ts';
import {
  type HttpTriggerRequest,
  httpTriggerMetadata,
  readHttpRequest,
} from './http-invocation.ts';
import type { RouteMatch, RouteTable } from './routing/route-table.ts';

/** What the functions of an app with HTTP triggers need. */
export interface HttpFunctionsParts<Worker extends FunctionRunner = FunctionRunner> {
  readonly routes: RouteTable;
  /** The trigger binding of each function, by its name. */
  readonly triggers: ReadonlyMap<string, TriggerBinding>;
  readonly keys: KeyStore;
  readonly invoke: InvokeFunction<Worker>;
  /** The largest body of a request, in bytes. */
  readonly bodyLimit: number;
  /** The worker that takes invocations now. */
  readonly currentWorker: () => Promise<Worker>;
  /** Sends requests to a worker's own HTTP server; undefined for a worker without one. */
  readonly streamTo: (worker: Worker) => StreamRequest | undefined;
}

/** Sends a request on as a stream, for one invocation, and passes the answer on. */
export type StreamRequest = (
  functionName: string,
  request: IncomingMessage,
  response: ServerResponse,
  invocationId: string,
) => Promise<void>;

const reason = 'This function was programmatically called via the host APIs.';

/**
 * Answers a request in the name of the function that its route belongs to.
 * @returns false where no function takes it: nothing has been answered then.
 */
export async function handleHttpFunction<Worker extends FunctionRunner>(
  parts: HttpFunctionsParts<Worker>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const match = parts.routes.find(request.method ?? '', rawPathOf(request));
  if (!match) return false;
  const { name, authorizationLevel } = match.info;
  const refusal = functionRefusal(request, name, authorizationLevel, parts.keys);
  if (refusal) {
    refuse(response, refusal);
    return true;
  }
  const worker = await parts.currentWorker();
  const send = parts.streamTo(worker);
  if (send) await stream({ send, worker }, parts, match, request, response);
  else await answer(parts, match, request, response);
  return true;
}

async function answer<Worker extends FunctionRunner>(
  { triggers, invoke, bodyLimit }: HttpFunctionsParts<Worker>,
  { info: { name }, params }: RouteMatch,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const trigger = triggers.get(name)!;
  let result: InvocationResponse;
  try {
    const body = await readKnownBody(request, bodyLimit);
    const received: HttpTriggerRequest = { request, params, body };
    const invocation = {
      functionName: name,
      inputData: [{ name: trigger.name, data: { http: readHttpRequest(received) } }],
      triggerMetadata: httpTriggerMetadata(received),
    };
    result = await invoke(invocation, { reason });
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw error;
    // The function's log has the reason; the client never sees it.
    return sendEmpty(response, 500);
  }
  writeHttpAnswer(response, httpAnswer(responseValue(result)));
}

/**
 * With a worker that serves HTTP itself: the request goes there, beside an invocation that carries
 * nothing of it, and the answer comes from there.
 * @see Azure/azure-functions-host:src/WebJobs.Script.Grpc/Server/DefaultHttpProxyService.cs
 */
async function stream<Worker extends FunctionRunner>(
  { send, worker }: { send: StreamRequest; worker: Worker },
  { triggers, invoke, bodyLimit }: HttpFunctionsParts<Worker>,
  { info: { name }, params }: RouteMatch,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) {
    // Before anything is invoked: an invocation whose request never comes would never end.
    return refuseBody(request, response);
  }
  // The same goes for a client that left while its request waited for a worker.
  if (response.destroyed) return;
  const invocationId = randomUUID();
  const invocation = {
    functionName: name,
    inputData: [{ name: triggers.get(name)!.name, data: { http: {} } }],
    triggerMetadata: httpTriggerMetadata({ request, params, body: Buffer.alloc(0) }),
  };
  const invoked = invoke(invocation, { reason, invocationId, worker });
  const sent = send(name, request, response, invocationId);
  try {
    await invoked;
  } catch {
    // The worker's server never answers then. Azure lets the client wait until the proxy gives up.
    if (!response.headersSent) sendEmpty(response, 500);
  }
  await sent;
}

/** The value of the HTTP output: that of `$return`, else the first output that is a response. */
function responseValue({ returnValue, outputData }: InvocationResponse): TypedData | undefined {
  return returnValue ?? outputData?.find(({ data }) => data?.http)?.data;
}

/**
 * The body of a request that says how long it is. One sent in chunks reaches no function: the Functions
 * host passes on only what has a length.
 * @see Azure/azure-functions-host:src/WebJobs.Script.Grpc/MessageExtensions/GrpcMessageConversionExtensions.cs
 */
async function readKnownBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > 0) return readBody(request, limit);
  request.resume();
  return Buffer.alloc(0);
}
