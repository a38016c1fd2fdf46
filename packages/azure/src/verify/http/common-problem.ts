import type { FailureId } from '../failures/known-failures.ts';
import type { Subject } from '../finding.ts';
import { isLoopbackName } from '@side-by-side/local-host/command-line';
import type { NoAnswer, Sent } from './send.ts';

/** What is wrong, whoever asks. */
export interface Problem {
  readonly what: string;
  readonly known: FailureId;
}

/** What a server says that refuses every call: `refusalForCallers` of the catalogue's contract. */
export const refusesEveryCall = /refuses every call/;

/**
 * What an answer tells of the app or the way to it, with or without a key or a token; undefined where it is about
 * who asks, or all is well.
 */
export function commonProblem({ server }: Subject, sent: Sent): Problem | undefined {
  if ('noAnswer' in sent) return noAnswerProblem(server.url, sent.noAnswer);
  const { status, headers, body } = sent.answer;
  const answers = `it answers ${status}`;
  if (status === 429) return { what: `${answers}.`, known: 'throttled' };
  if (status === 403 && /web app is stopped/i.test(body)) {
    return { what: `${answers}, as it is stopped.`, known: 'app-stopped' };
  }
  const isPrivate = server.site.ok && server.site.value.publicNetworkAccess === 'Disabled';
  if (
    status === 403 &&
    (isPrivate || headers.has('x-ms-forbidden-ip') || /ip forbidden/i.test(body))
  ) {
    return { what: `${answers} to the address of this machine.`, known: 'access-restricted' };
  }
  if (status === 404) return { what: `${answers}.`, known: 'package-missing' };
  if (status === 503 && refusesEveryCall.test(body)) {
    return { what: `${answers}: it refuses every call.`, known: 'package-refuses' };
  }
  if (status === 503 && /function host is not running/i.test(body)) {
    return { what: `${answers}: the Functions host does not run.`, known: 'host-down' };
  }
  if (status === 502 || status === 503 || status === 504) {
    return { what: `${answers}.`, known: 'starting' };
  }
  if (status === 500 && body === '' && server.service === 'extension-server') {
    return { what: `${answers} without a word.`, known: 'empty-500' };
  }
  if (status >= 500) return { what: `${answers}.`, known: 'server-error' };
  return undefined;
}

/** Whether the server is called at a custom domain. */
function isOwnDomain({ hostname }: URL): boolean {
  return !hostname.endsWith('.azurewebsites.net') && !isLoopbackName(hostname);
}

function noAnswerProblem(url: URL, { code, kind }: NoAnswer): Problem {
  const { hostname } = url;
  const what = `${hostname} cannot be reached (${code}).`;
  if (kind === 'certificate') {
    return {
      what: `the certificate of ${hostname} is refused (${code}).`,
      known: isOwnDomain(url) ? 'domain-certificate' : 'certificate-refused',
    };
  }
  if (kind === 'name' && isOwnDomain(url)) return { what, known: 'domain-unknown' };
  return { what, known: 'unreachable' };
}
