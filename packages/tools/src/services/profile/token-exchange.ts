import type { ManagedIdentityCredential, OnBehalfOfCredentialOptions } from '@azure/identity';
import { orAborted } from '../or-aborted.ts';
import type { ProfileSettings } from './profile-settings.ts';

/** A step that each request to Entra passes; tests have their own. */
export type RequestPolicy = NonNullable<
  OnBehalfOfCredentialOptions['additionalPolicies']
>[number]['policy'];

/** Gives a token for Microsoft Graph for the token of a caller. Throws what the library throws. */
export type TokenExchange = (
  callerToken: string,
  tenantId: string,
  signal: AbortSignal,
) => Promise<string>;

/** There is no token that says which app this is. */
export class NoIdentityError extends Error {
  override readonly name = 'NoIdentityError';
}

/**
 * Exchanges tokens as the registration of the app, without a secret: it trusts the managed identity, whose
 * token proves who asks. Each call has a credential of its own, so that none can see a token of another, and
 * nothing that was exchanged is kept. The library is loaded with the first call.
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
export function createTokenExchange(
  { clientId, identityId }: ProfileSettings,
  policies: readonly RequestPolicy[] = [],
): TokenExchange {
  let identity: ManagedIdentityCredential | undefined;
  return async (callerToken, tenantId, signal) => {
    if (!clientId || !identityId) {
      throw new NoIdentityError(
        `${clientId ? 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID' : 'WEBSITE_AUTH_CLIENT_ID'} is not set. On Azure it is, with built-in authentication as the infrastructure sets it up; elsewhere profiles cannot be read.`,
      );
    }
    const { ManagedIdentityCredential, OnBehalfOfCredential } = await import('@azure/identity');
    identity ??= new ManagedIdentityCredential({ clientId: identityId });
    const proof = await orAborted(
      identity.getToken('api://AzureADTokenExchange/.default', { abortSignal: signal }),
      signal,
    ).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new NoIdentityError(
        `The managed identity of OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID has no token (${nameOf(error)}). Check that it is assigned to the app.`,
      );
    });
    const credential = new OnBehalfOfCredential({
      tenantId,
      clientId,
      userAssertionToken: callerToken,
      getAssertion: async () => proof.token,
      retryOptions: { maxRetries: 0 },
      additionalPolicies: [abortingWith(signal), ...policies].map((policy) => ({
        policy,
        position: 'perCall',
      })),
    });
    const exchanged = await orAborted(
      credential.getToken('https://graph.microsoft.com/.default'),
      signal,
    );
    return exchanged.token;
  };
}

/** The credential heeds no signal itself. */
function abortingWith(signal: AbortSignal): RequestPolicy {
  return {
    name: 'abortingWith',
    sendRequest: async (request, next) => {
      request.abortSignal = signal;
      return next(request);
    },
  };
}

/** Its message may quote what was asked for. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
