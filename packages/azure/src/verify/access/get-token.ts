import type { ArmOptions } from '../../arm/arm.ts';
import { ok } from '../../checks/results.ts';
import { finding, namesOf, type Subject } from '../finding.ts';
import type { Access } from './access.ts';
import { readClaims } from './claims.ts';
import { readTokenRefusal } from './entra-error.ts';

/** A token for a server, of whoever is signed in here: azd and the Azure CLI are pre-authorised by default. */
export async function getToken(
  subject: Subject,
  credential: ArmOptions['credential'],
  signal: AbortSignal,
): Promise<Access> {
  const { server } = subject;
  const id = `${server.service}.token`;
  const names = namesOf(subject);
  const untested = `${server.title}: sign-in was not tested.`;
  if (!server.signIn) {
    const detail =
      'The registration of the server is not known: neither azd nor Easy Auth says it.';
    return {
      ok: false,
      line: finding(id, untested, 'sign-in-untested', names, { outcome: 'hint', detail }),
    };
  }
  const scope = `${server.signIn.identifierUri}/.default`;
  try {
    const token = await credential.getToken(scope, { abortSignal: signal });
    if (token) {
      const line = ok(id, `${server.title}: whoever is signed in here gets a token for it.`);
      const claims = readClaims(token.token);
      return { ok: true, headers: { authorization: `Bearer ${token.token}` }, claims, line };
    }
    return {
      ok: false,
      line: finding(id, untested, 'sign-in-untested', names, { outcome: 'hint' }),
    };
  } catch (error) {
    signal.throwIfAborted();
    const { code, known, isOurs } = readTokenRefusal((error as Error).message);
    const line = finding(
      id,
      `${untested}${code ? ` Entra ID gives no token: ${code}.` : ''}`,
      known,
      names,
      {
        outcome: isOurs ? 'failed' : 'hint',
        detail: code ? undefined : firstLine((error as Error).message),
      },
    );
    return { ok: false, line };
  }
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim()) ?? 'No reason was given.')
    .trim()
    .slice(0, 200);
}
