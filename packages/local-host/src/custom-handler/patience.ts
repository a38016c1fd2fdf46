import { functionTimeoutOf } from '../invocation/function-timeout.ts';
import type { HostJson } from '../settings/host-json.ts';
import type { HandlerMode } from './options.ts';

/** The reverse proxy of the Functions host gives up after so much silence, in milliseconds. */
const proxySilence = 240_000;

/** The longest that .NET's client waits, and a timer too. */
const longest = 2 ** 31 - 1;

/**
 * How long the host waits for the handler, in milliseconds: with proxying for any traffic, otherwise for
 * the whole answer, which is a minute longer than a function may take.
 * @throws HostError for a `functionTimeout` that the host refuses.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/DefaultHttpWorkerService.cs
 */
export function patienceWith(mode: HandlerMode, hostJson: HostJson): number {
  if (mode === 'proxying') return proxySilence;
  const timeout = functionTimeoutOf(hostJson);
  return timeout === undefined ? longest : Math.min(timeout + 60_000, longest);
}
