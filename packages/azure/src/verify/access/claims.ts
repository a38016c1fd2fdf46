/** What a token says of itself. It is our own, so nobody's signature needs checking. */
export interface Claims {
  readonly audience: string | undefined;
  readonly issuer: string | undefined;
  readonly version: string | undefined;
  /** The client that asked for it. */
  readonly client: string | undefined;
  readonly tenant: string | undefined;
}

/** Reads the claims of a token; undefined where it is no JSON Web Token. */
export function readClaims(token: string): Claims | undefined {
  try {
    const [, part] = token.split('.');
    const json = JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const text = (name: string): string | undefined => {
      const value = json[name];
      return typeof value === 'string' ? value : undefined;
    };
    return {
      audience: text('aud'),
      issuer: text('iss'),
      version: text('ver'),
      client: text('azp') ?? text('appid'),
      tenant: text('tid'),
    };
  } catch {
    return undefined;
  }
}
