import { answers, type HostMessage } from '../protocol.ts';
import type { Worker } from './app.ts';
import { encodeException } from './encode-response.ts';
import { toError } from './errors.ts';
import { runHooks, withReadOnly } from './hooks.ts';
import { writeLog } from './log.ts';
import { type HandledRequest, type Handler, handlers } from './requests.ts';

/**
 * Deals with one message of the host. Rejects only for what the real worker does not survive either: an error that
 * no message can carry.
 * @see Azure/azure-functions-nodejs-worker:src/setupEventStream.ts
 */
export async function handleMessage(worker: Worker, message: HostMessage): Promise<void> {
  const name = Object.keys(handlers).find((key) => key in message);
  if (name) await answer(worker, name as HandledRequest, message);
  else if (message.workerStatusRequest) worker.send({ ...idOf(message), workerStatusResponse: {} });
  else if (message.workerTerminate) await terminate(worker);
}

async function answer(worker: Worker, name: HandledRequest, message: HostMessage): Promise<void> {
  const { always, handle } = handlers[name] as Handler<unknown, object>;
  const request = message[name];
  let content: object;
  try {
    const answered = await handle(worker, request);
    content = { ...always(worker, request), ...answered, result: { status: 'Success' } };
  } catch (thrown) {
    const error = toError(thrown);
    if (error.isAzureFunctionsSystemError) writeLog(worker, 'error', 'system', error.message);
    const exception = encodeException(error);
    content = { ...always(worker, request), result: { status: 'Failure', exception } };
  }
  worker.send({ ...idOf(message), [answers[name]]: content });
}

const idOf = ({ requestId }: HostMessage) => (requestId === undefined ? {} : { requestId });

/**
 * Runs the appTerminate hooks, then ends the process; invocations under way are not waited for.
 * After a hook that throws the process does not end: the host has to end it.
 */
async function terminate(worker: Worker): Promise<void> {
  const { hookData, appHookData } = worker.app;
  try {
    await runHooks(worker.app, 'appTerminate', withReadOnly({}, { hookData, appHookData }));
  } catch (thrown) {
    writeLog(worker, 'debug', 'system', `appTerminate hook failed: ${toError(thrown).message}`);
    return;
  }
  process.exit(0);
}
