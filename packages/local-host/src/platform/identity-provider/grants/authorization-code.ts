import { createHash } from 'node:crypto';
import type { Client } from '../directory.ts';
import { entraErrors } from '../entra-errors.ts';
import { optional, required } from '../form.ts';
import { issueTokens, type TokenAnswer } from '../issue-tokens.ts';
import type { CodeAuthorization, Realm } from '../realm.ts';
import { isSameSecret } from '../respond.ts';
import { checkResource, onlyGrant, readScope } from '../scope.ts';

/** Exchanges a code for tokens, once. @throws EntraError */
export async function exchangeCode(
  realm: Realm,
  client: Client,
  form: URLSearchParams,
): Promise<TokenAnswer> {
  const code = realm.codes.find(required(form, 'code'));
  const redirectUri = required(form, 'redirect_uri');
  if (code === undefined) throw entraErrors.codeUnknown();
  if (code === 'expired') throw entraErrors.codeExpired();
  if (code.client.appId !== client.appId) throw entraErrors.codeUnknown();
  if (code.isRedeemed) throw entraErrors.codeRedeemed();
  if (redirectUri !== code.redirectUri) {
    throw entraErrors.replyMismatch(redirectUri, code.redirectUri);
  }
  checkVerifier(code, optional(form, 'code_verifier'));
  const scopeText = optional(form, 'scope') ?? code.scopeText;
  const scope = readScope(realm, client, scopeText);
  checkResource(realm, optional(form, 'resource'), scope, code);
  const grant = onlyGrant(scope, scopeText);
  if (!realm.directory.isConsented(client, grant, code.user)) {
    throw entraErrors.consentMissing(client.appId, client.displayName, 'invalid_grant');
  }
  // Before anything is awaited: two requests at once must not both get tokens.
  code.isRedeemed = true;
  return issueTokens(realm, code, grant, {
    nonce: code.nonce,
    clientInfo: optional(form, 'client_info') === '1',
  });
}

function checkVerifier({ challenge }: CodeAuthorization, verifier: string | undefined): void {
  if (challenge === undefined) {
    if (verifier !== undefined) throw entraErrors.pkceMismatch();
    return;
  }
  if (verifier === undefined) throw entraErrors.parameterMissing('code_verifier');
  const hash = createHash('sha256').update(verifier).digest('base64url');
  if (!isSameSecret(hash, challenge)) throw entraErrors.pkceMismatch();
}
