/** What a 401 tells of how to come in. */
export interface Challenge {
  readonly realm: string | undefined;
  readonly authorizationUri: string | undefined;
  readonly resourceMetadata: string | undefined;
  readonly scope: string | undefined;
}

/**
 * Reads `WWW-Authenticate: Bearer …`. Easy Auth writes its parameters with spaces between them, others with commas.
 * @returns undefined where there is no such header
 */
export function readChallenge(headers: Headers): Challenge | undefined {
  const text = headers.get('www-authenticate');
  if (text === null || !/^Bearer\b/i.test(text)) return undefined;
  const pairs = [...text.matchAll(/([\w-]+)="([^"]*)"/g)];
  const value = (name: string): string | undefined =>
    pairs.find(([, known]) => known?.toLowerCase() === name)?.[2];
  return {
    realm: value('realm'),
    authorizationUri: value('authorization_uri'),
    resourceMetadata: value('resource_metadata'),
    scope: value('scope'),
  };
}

/** Whether it is Easy Auth's: the gate of the Functions host names no realm. */
export function isOfEasyAuth({ realm, authorizationUri }: Challenge): boolean {
  return realm !== undefined || authorizationUri !== undefined;
}
