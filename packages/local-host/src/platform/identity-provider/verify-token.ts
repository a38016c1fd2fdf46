import type { Claims } from './claims.ts';
import type { EntraError } from './entra-error.ts';
import type { Realm } from './realm.ts';
import { signingKey } from './signing-key.ts';

/**
 * The claims of a token that the provider itself has issued; whom it is for is for the caller to check.
 * @throws EntraError one of the two
 */
export async function verifyToken(
  realm: Realm,
  token: string,
  errors: { readonly forged: () => EntraError; readonly outOfTime: () => EntraError },
): Promise<Claims> {
  const { errors: joseErrors, jwtVerify } = await import('jose');
  const { publicKey } = await signingKey();
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      issuer: realm.issuer,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'aud', 'sub'],
      currentDate: new Date(realm.now()),
    });
    return payload;
  } catch (error) {
    const isTime =
      error instanceof joseErrors.JWTExpired ||
      (error instanceof joseErrors.JWTClaimValidationFailed && error.claim === 'nbf');
    throw isTime ? errors.outOfTime() : errors.forged();
  }
}
