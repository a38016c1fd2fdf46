import type { CheckResult } from '../checks/check.ts';
import { ok } from '../checks/results.ts';
import type { Explained } from './explained.ts';
import { finding, namesOf, type Subject } from './finding.ts';
import { isOfEasyAuth, readChallenge } from './http/challenge.ts';
import { commonProblem, type Problem } from './http/common-problem.ts';
import type { Answer, Sent } from './http/send.ts';

/**
 * Whether the endpoint does with callers who have nothing what the auth mode wants.
 * @param explained why it does not, where more is known than the answer says
 */
export function checkEndpoint(subject: Subject, sent: Sent, explained?: Explained): CheckResult {
  const { server, deployment } = subject;
  const id = `${server.service}.endpoint`;
  const problem =
    commonProblem(subject, sent) ?? gateProblem(subject, (sent as { answer: Answer }).answer);
  if (problem) {
    const known = explained?.known ?? problem.known;
    return finding(id, `${server.title}: ${problem.what}`, known, namesOf(subject), explained);
  }
  const what = {
    entra: 'a caller without a token is refused, and told where to sign in.',
    key: 'a caller without a key is refused.',
    anonymous: 'whoever calls is let in, as AUTH_MODE says.',
  }[deployment.authMode];
  const { status } = (sent as { answer: Answer }).answer;
  const isExpected = deployment.authMode === 'anonymous' ? isGood(status) : status === 401;
  return isExpected
    ? ok(id, `${server.title}: ${what}`)
    : finding(
        id,
        `${server.title}: it answers ${status} to a caller without anything.`,
        'server-error',
        namesOf(subject),
      );
}

function gateProblem(subject: Subject, answer: Answer): Problem | undefined {
  const { authMode } = subject.deployment;
  const { status } = answer;
  const challenge = status === 401 ? readChallenge(answer.headers) : undefined;
  const isEasyAuth = challenge !== undefined && isOfEasyAuth(challenge);
  if (isGood(status) && authMode !== 'anonymous') {
    return {
      what: 'whoever calls is let in: it is public.',
      known: authMode === 'key' ? 'webhook-open' : 'public-server',
    };
  }
  if (authMode === 'entra') {
    if (status === 401 && !isEasyAuth) {
      return {
        what: 'it asks for a key, and tells nobody where to sign in.',
        known: 'easy-auth-off',
      };
    }
    if (status === 401 && !challenge?.resourceMetadata) {
      return { what: 'its 401 does not tell where to sign in.', known: 'no-scope-setting' };
    }
    if (status === 403 || (status >= 300 && status < 400)) {
      return {
        what: `it answers ${status} to callers without a token.`,
        known: 'easy-auth-action',
      };
    }
    return status === 401 ? undefined : unexpected(status);
  }
  if (isEasyAuth || (status >= 300 && status < 400)) {
    return { what: 'it asks for a sign-in.', known: 'easy-auth-unwanted' };
  }
  if (authMode === 'anonymous' && (status === 401 || status === 403)) {
    return { what: `it answers ${status}: it asks for a key.`, known: 'key-wanted' };
  }
  return status === 401 || isGood(status) ? undefined : unexpected(status);
}

function unexpected(status: number): Problem {
  return { what: `it answers ${status} to a caller without anything.`, known: 'server-error' };
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}
