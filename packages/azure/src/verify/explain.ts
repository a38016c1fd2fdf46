import { getKey } from './access/get-key.ts';
import { explainKeyRefusal, explainTokenRefusal } from './access/explain-refusal.ts';
import type { Explained } from './explained.ts';
import { explainHostDown } from './explain-host-down.ts';
import { commonProblem } from './http/common-problem.ts';
import { initializeRequest } from './http/initialize.ts';
import { type Sent, send } from './http/send.ts';
import type { Look } from './look.ts';

/**
 * Finds out more about an answer that does not say why: what a host that is down says of itself, and why a key or a
 * token is refused; undefined where there is no more.
 * @param asCaller whether a key or a token was sent
 */
export async function explain(
  look: Look,
  sent: Sent | undefined,
  asCaller: boolean,
): Promise<Explained | undefined> {
  if (!sent) return undefined;
  const { subject, parts } = look;
  const { authMode } = subject.deployment;
  const problem = commonProblem(subject, sent);
  if (problem?.known === 'host-down') {
    const access = asCaller ? await look.access() : undefined;
    const headers = authMode === 'entra' && access?.ok ? access.headers : {};
    return explainHostDown(subject, await look.facts(), { ...parts, headers });
  }
  if (problem || !asCaller || !('answer' in sent)) return undefined;
  if (![401, 403].includes(sent.answer.status)) return undefined;
  if (authMode !== 'entra') return explainKeyRefusal(sent.answer, authMode);
  const access = await look.access();
  const claims = access.ok ? access.claims : undefined;
  const facts = await look.facts();
  return explainTokenRefusal(subject, facts, sent.answer, claims, await opensWithKey(look));
}

/** Whether a token that is refused alone is let in together with a key: then only the host behind Easy Auth minds. */
async function opensWithKey({ subject, parts, access }: Look): Promise<boolean | undefined> {
  const [token, key] = await Promise.all([access(), getKey(subject, parts.arm)]);
  if (!token.ok || !key.ok) return undefined;
  const request = initializeRequest({ ...token.headers, ...key.headers });
  const sent = await send(parts.fetch, subject.server.url, request, parts.signal);
  return 'answer' in sent ? sent.answer.status < 300 : undefined;
}
