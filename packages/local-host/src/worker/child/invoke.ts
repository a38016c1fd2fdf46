import type { InvocationRequest, InvocationResponse } from '../protocol.ts';
import type { Worker } from './app.ts';
import type { CoreInvocationContext } from './core-types.ts';
import { decodeInvocation } from './decode-request.ts';
import { encodeInvocation } from './encode-response.ts';
import { SystemError } from './errors.ts';
import { runHooks, withReadOnly } from './hooks.ts';
import { type LogScope, writeLog } from './log.ts';

/**
 * Runs one invocation through the library's invocation model, between the app's hooks.
 * It throws whatever the handler or a hook threw; a handler that throws null or undefined succeeds.
 * @see Azure/azure-functions-nodejs-worker:src/eventHandlers/InvocationHandler.ts
 */
export async function invoke(
  worker: Worker,
  request: InvocationRequest,
): Promise<Pick<InvocationResponse, 'returnValue' | 'outputData'>> {
  const { app } = worker;
  const { invocationId, functionId } = request;
  const registered = Object.hasOwn(app.functions, functionId) && app.functions[functionId];
  if (!registered) {
    throw new SystemError(`Function code for '${functionId}' is not loaded and cannot be invoked.`);
  }

  const scope: LogScope = {
    invocationId,
    category: `${registered.metadata.name}.Invocation`,
    hookData: {},
    invocationContext: undefined,
  };
  const core: CoreInvocationContext = {
    invocationId,
    request: decodeInvocation(request),
    metadata: registered.core,
    state: undefined,
    log: (level, category, message) => writeLog(worker, level, category, message, scope),
  };
  const model = await app.model.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  scope.invocationContext = context;
  const shared = {
    hookData: scope.hookData,
    appHookData: app.appHookData,
    invocationContext: context,
  };

  const before = withReadOnly({ functionCallback: registered.callback, inputs }, shared);
  await during(core, 'preInvocationHooks', () => runHooks(app, 'preInvocation', before));

  const outcome = { inputs: before.inputs, result: null as unknown, error: null as unknown };
  const after = withReadOnly(outcome, shared);
  await during(core, 'invocation', async () => {
    try {
      after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error;
    }
  });
  await during(core, 'postInvocationHooks', () => runHooks(app, 'postInvocation', after));

  // oxlint-disable-next-line typescript/only-throw-error -- it goes on as the app threw it
  if (after.error !== null && after.error !== undefined) throw after.error;
  return encodeInvocation(await model.getResponse(context, after.result));
}

/** The library reads the state to tell a log that comes too late from one of a hook. */
async function during(
  core: CoreInvocationContext,
  state: NonNullable<CoreInvocationContext['state']>,
  run: () => Promise<void>,
): Promise<void> {
  core.state = state;
  try {
    await run();
  } finally {
    core.state = undefined;
  }
}
