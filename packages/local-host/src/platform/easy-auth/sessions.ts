import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cookieOf, setCookie } from './cookies.ts';
import type { EasyAuthConfig } from './easy-auth-config.ts';
import { platformTime } from './platform-time.ts';
import { type Claims, type HeaderPairs, headerValue } from './principal.ts';
import type { SealedText } from './sealed-text.ts';

const cookieName = 'AppServiceAuthSession';

/** More are not kept: the oldest goes. */
const mostSessions = 1_000;

/** What the provider gave for a sign-in. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string | undefined;
  /** When the access token ends. */
  readonly expiresOn: Date;
}

/** Somebody who signed in with a browser. */
export interface Session {
  readonly id: string;
  /** Those of the id token. */
  readonly claims: Claims;
  readonly tokens: Tokens;
  readonly endsAt: number;
}

/** Sessions of browsers: a sealed cookie there, and the rest in memory here. */
export interface Sessions {
  /** The session of a request, also within `grace` milliseconds after its end. */
  find(request: IncomingMessage, grace?: number): Promise<Session | undefined>;
  /** Begins a session. */
  begin(response: ServerResponse, claims: Claims, tokens: Tokens): Promise<void>;
  /** Goes on with a session whose tokens are new; false where it has been ended meanwhile. */
  renew(response: ServerResponse, session: Session, tokens: Tokens): Promise<boolean>;
  /** Forgets the session of a request, if there is one. */
  end(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Makes the sessions of a host; they end with it. */
export function createSessions(
  { sessionLifetime, refreshGrace }: Pick<EasyAuthConfig, 'sessionLifetime' | 'refreshGrace'>,
  sealed: SealedText,
): Sessions {
  const sessions = new Map<string, Session>();

  async function find(request: IncomingMessage, grace = 0): Promise<Session | undefined> {
    const cookie = cookieOf(request, cookieName);
    const opened = cookie && (await sealed.open('session', cookie));
    const session = opened ? sessions.get(String(opened['sid'])) : undefined;
    return session && Date.now() < session.endsAt + grace ? session : undefined;
  }

  async function keep(
    response: ServerResponse,
    session: Pick<Session, 'id' | 'claims' | 'tokens'>,
  ): Promise<void> {
    const { id, tokens } = session;
    const endsAt = sessionLifetime ? Date.now() + sessionLifetime : tokens.expiresOn.getTime();
    sessions.set(id, { ...session, endsAt });
    const [oldest] = sessions.keys();
    if (sessions.size > mostSessions) sessions.delete(oldest!);
    const lifetime = endsAt - Date.now() + refreshGrace;
    setCookie(response, cookieName, await sealed.seal('session', { sid: id }, lifetime));
  }

  return {
    find,
    begin: (response, claims, tokens) => keep(response, { id: randomUUID(), claims, tokens }),
    async renew(response, session, tokens) {
      if (!sessions.delete(session.id)) return false;
      await keep(response, { ...session, tokens });
      return true;
    },
    async end(request, response) {
      const session = await find(request, refreshGrace);
      if (session) sessions.delete(session.id);
      setCookie(response, cookieName, undefined);
    },
  };
}

/** The headers that give an app the tokens of a browser's session. */
export function tokenHeaders({ tokens }: Session): HeaderPairs {
  return [
    ['X-MS-TOKEN-AAD-ID-TOKEN', headerValue(tokens.idToken)],
    ['X-MS-TOKEN-AAD-ACCESS-TOKEN', headerValue(tokens.accessToken)],
    ['X-MS-TOKEN-AAD-EXPIRES-ON', platformTime(tokens.expiresOn)],
    ...(tokens.refreshToken
      ? [['X-MS-TOKEN-AAD-REFRESH-TOKEN', headerValue(tokens.refreshToken)] as const]
      : []),
  ];
}
