import { ToolError } from '../../contract/errors.ts';
import { explainEntraFault } from './explain-entra-fault.ts';
import { readMe } from './graph-me.ts';
import type { Profiles } from './profile.ts';
import type { ProfileSettings } from './profile-settings.ts';
import { createTokenExchange, NoIdentityError, type RequestPolicy } from './token-exchange.ts';

export interface ProfileOptions {
  /** The base address of Microsoft Graph. */
  readonly graph?: string;
  readonly policies?: readonly RequestPolicy[];
  /** For the exchange of a token and the answer of Microsoft Graph together. */
  readonly timeoutMs?: number;
}

/** Reads profiles on behalf of whom they are about. Nothing is loaded or sent before the first is asked for. */
export function createProfiles(
  settings: ProfileSettings,
  { graph = 'https://graph.microsoft.com', policies, timeoutMs = 15_000 }: ProfileOptions = {},
): Profiles {
  const exchange = createTokenExchange(settings, policies);
  return {
    async mine({ caller, callerToken }, { signal }) {
      if (!caller || !callerToken) {
        throw new ToolError(
          'There is no token of yours to ask with: call this server with a client that signs in with one.',
        );
      }
      // Only tokens of users have scopes.
      if (!caller.scopes.length) {
        throw new ToolError('An application has no profile. Sign in as a user.');
      }
      const tenantId = tenantOf(caller.tenantId, settings.tenants);
      const timeout = AbortSignal.timeout(timeoutMs);
      const limited = AbortSignal.any([signal, timeout]);
      try {
        const token = await exchange(callerToken(), tenantId, limited).catch((error: unknown) => {
          limited.throwIfAborted();
          throw error instanceof NoIdentityError ? error : explainEntraFault(error, settings.host);
        });
        return await readMe(graph, token, limited);
      } catch (error) {
        signal.throwIfAborted();
        if (!timeout.aborted) throw error;
        throw new ToolError('Your profile did not come in time. Try again in a minute.');
      }
    },
  };
}

/** Where users of every tenant are let in, theirs. */
function tenantOf(own: string | undefined, allowed: readonly string[]): string {
  const tenant = allowed.find((id) => id === own) ?? allowed[0] ?? own;
  if (!tenant) throw new Error('The caller’s tenant is not known: their token has no tid.');
  return tenant;
}
