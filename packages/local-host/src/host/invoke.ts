import { randomUUID } from 'node:crypto';
import type { Invoke } from '../triggers/mcp/trigger.ts';
import type { InvocationRequest, InvocationResponse } from '../worker/protocol.ts';
import type { HostLog } from '../log/log.ts';

/** What can run a function: the app's worker. Rejects where the worker died. */
export interface FunctionRunner {
  invoke(request: InvocationRequest): Promise<InvocationResponse>;
}

/**
 * Runs functions in the worker, with the host's two log lines around each. A failure rejects with the
 * host's message, which holds the worker's message and stack.
 */
export function createInvoke(runner: FunctionRunner, log: HostLog): Invoke {
  return async ({ functionName, inputData, triggerMetadata }) => {
    const invocationId = randomUUID();
    const category = `Function.${functionName}`;
    const start = performance.now();
    log.write(
      'information',
      category,
      `Executing 'Functions.${functionName}' (Reason='(null)', Id=${invocationId})`,
    );
    const ended = (status: string): string =>
      `Executed 'Functions.${functionName}' (${status}, Id=${invocationId}, Duration=${Math.round(performance.now() - start)}ms)`;
    try {
      const { result, returnValue } = await runner.invoke({
        invocationId,
        functionId: functionName,
        inputData: [...inputData],
        triggerMetadata: { ...triggerMetadata },
        traceContext: { traceParent: '', traceState: '', attributes: {} },
      });
      if (result.status !== 'Success') {
        const { message, stackTrace } = result.exception ?? {};
        throw new Error(`Result: ${result.status}\nException: ${message}\nStack: ${stackTrace}`);
      }
      log.write('information', category, ended('Succeeded'));
      return returnValue;
    } catch (error) {
      log.write('error', category, `${ended('Failed')}\n${(error as Error).message}`);
      throw error;
    }
  };
}
