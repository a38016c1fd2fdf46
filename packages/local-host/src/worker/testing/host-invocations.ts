import { readFileSync } from 'node:fs';
import type { InvocationRequest, InvocationResponse } from '../protocol.ts';

/** What the real host sent to the real worker for one request, and what that answered. */
export interface HostInvocation {
  readonly name: string;
  readonly function: string;
  readonly invocationRequest: InvocationRequest;
  readonly invocationResponse: Omit<InvocationResponse, 'result'>;
}

/** All recorded invocations: of tools, resources, prompts and HTTP triggers. */
export function readHostInvocations(): HostInvocation[] {
  const file = new URL('../fixtures/functions-host/invocations.json', import.meta.url);
  const { invocations } = JSON.parse(readFileSync(file, 'utf8')) as {
    invocations: HostInvocation[];
  };
  return invocations;
}
