import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe } from '../probe.ts';
import { initialize, newestRevision, sessionOf, closeSession } from '../wire/session.ts';
import type { Answer, Wire } from '../wire/wire.ts';
import { describeAnswer } from './shared.ts';

function askWithoutKey(wire: Wire): Promise<Answer> {
  return initialize(wire, newestRevision, { anonymous: true });
}

async function isClosed(wire: Wire): Promise<Finding> {
  const answer = await askWithoutKey(wire);
  await closeSession(wire, sessionOf(answer));
  const evidence = wire.evidence('initialize without key or token', answer);
  if (answer.reply?.result) return no('Answers everybody: nothing protects it here.', evidence);
  return answer.status === 401 || answer.status === 403
    ? yes(`Refuses callers without a key or token (${answer.status}).`, evidence)
    : partly(
        `Does not let in a caller without a key or token: ${describeAnswer(answer)}.`,
        evidence,
      );
}

async function challenges(wire: Wire): Promise<Finding> {
  const answer = await askWithoutKey(wire);
  await closeSession(wire, sessionOf(answer));
  const evidence = wire.evidence('initialize without key or token', answer);
  if (answer.reply?.result) return notObservable('It refuses nobody here.', evidence);
  const challenge = answer.headers.get('www-authenticate') ?? '';
  if (/^bearer\b.*resource_metadata=/i.test(challenge)) {
    return yes('Tells a client without a token where to learn how to get one.', evidence);
  }
  return challenge
    ? partly('Asks for a token, but does not tell where to get one.', evidence)
    : no('Refuses without saying how to sign in.', evidence);
}

/** Where the document may be: as the challenge says, with the endpoint's path, at the root. */
async function metadataPlaces(wire: Wire): Promise<URL[]> {
  const { target } = wire;
  const answer = await askWithoutKey(wire);
  await closeSession(wire, sessionOf(answer));
  const challenge = answer.headers.get('www-authenticate') ?? '';
  const named = /resource_metadata="?([^",\s]+)/i.exec(challenge)?.[1];
  const known = '/.well-known/oauth-protected-resource';
  const places = [`${known}${target.url.pathname.replace(/\/$/, '')}`, known].map(
    (path) => new URL(path, target.url.origin),
  );
  return named && URL.canParse(named) ? [new URL(named), ...places] : places;
}

async function describesItself(wire: Wire): Promise<Finding> {
  let last: Answer | undefined;
  for (const url of await metadataPlaces(wire)) {
    last = await wire.send({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      anonymous: true,
    });
    const evidence = wire.evidence(`GET ${url.pathname}`, last);
    const metadata = readObject(last.text);
    if (last.status !== 200 || !metadata) continue;
    const servers = metadata['authorization_servers'];
    return typeof metadata['resource'] === 'string' && Array.isArray(servers) && servers.length > 0
      ? yes('Tells clients who issues tokens for it (protected resource metadata).', evidence)
      : partly('Has protected resource metadata, but without an issuer of tokens.', evidence);
  }
  return no(
    'Has no protected resource metadata, so clients must be told how to sign in.',
    last && wire.evidence('The last place to look', last),
  );
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const json = JSON.parse(text) as unknown;
    return typeof json === 'object' && json !== null
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** These rows need no conversation. */
function signInProbe(
  id: string,
  title: string,
  find: (wire: Wire) => Promise<Finding>,
): CapabilityProbe {
  return { id: `signin.${id}`, title, probe: ({ wire }) => find(wire), cold: find };
}

/** Who is let in. */
export const signInProbes: readonly CapabilityProbe[] = [
  signInProbe('required', 'Refuses callers without a key or token', isClosed),
  signInProbe('challenge', 'Says how to sign in', challenges),
  signInProbe('metadata', 'Protected resource metadata', describesItself),
];
