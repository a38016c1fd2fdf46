import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Realm } from './realm.ts';
import type { SampleUser } from './sample-users.ts';

/** Who has signed in with a browser before. */
export function sessionUser(realm: Realm, request: IncomingMessage): SampleUser | undefined {
  const id = sessionId(realm, request);
  const user = id === undefined ? undefined : realm.sessions.find(id);
  return user === 'expired' ? undefined : user;
}

/** Lets a browser stay signed in until it is closed. */
export function startSession(realm: Realm, response: ServerResponse, user: SampleUser): void {
  const cookie = `${realm.cookieName}=${realm.sessions.add(user)}; ${attributes(realm)}`;
  response.setHeader('Set-Cookie', cookie);
}

export function endSession(realm: Realm, request: IncomingMessage, response: ServerResponse): void {
  const id = sessionId(realm, request);
  if (id !== undefined) realm.sessions.delete(id);
  response.setHeader('Set-Cookie', `${realm.cookieName}=; Max-Age=0; ${attributes(realm)}`);
}

/** Below the tenant's path only: browsers send cookies of this computer to all of its ports. */
function attributes({ tenantId }: Realm): string {
  return `Path=/${tenantId}; HttpOnly; SameSite=Lax`;
}

function sessionId({ cookieName }: Realm, request: IncomingMessage): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies
    .find((cookie) => cookie.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
}
