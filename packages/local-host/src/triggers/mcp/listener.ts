import type { TypedData } from '../../worker/protocol.ts';
import type { TriggerInvocation } from '../trigger-binding.ts';

/** Runs a function in the worker; rejects where the function fails. Nothing returned is undefined or null. */
export type Invoke = (invocation: TriggerInvocation) => Promise<TypedData | null | undefined>;

/**
 * Makes what the extension serves of a binding that was read, when the host makes its listeners.
 * @throws DotNetError for what the extension refuses then; it stops the whole host.
 */
export type MakeListener<Served> = () => Served;
