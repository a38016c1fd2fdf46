import { describe, expect, test } from 'vitest';
import type { AuthMode } from '../server.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { sampleSubject } from './testing/sample-subject.ts';

const easyAuth = 'Bearer realm="x" authorization_uri="https://login.example" ';
const metadata = 'resource_metadata="https://func-ext.azurewebsites.net/x"';

function known(authMode: AuthMode, status: number, challenge?: string): string {
  const headers = new Headers(challenge === undefined ? {} : { 'www-authenticate': challenge });
  const subject = sampleSubject({ authMode }, { authMode });
  const { outcome, known: id } = checkEndpoint(subject, { answer: { status, headers, body: '' } });
  return id ?? outcome;
}

describe.each<[AuthMode, [number, string | undefined, string][]]>([
  [
    'entra',
    [
      [401, easyAuth + metadata, 'ok'],
      [401, easyAuth, 'no-scope-setting'],
      [401, undefined, 'easy-auth-off'],
      [401, 'Bearer', 'easy-auth-off'],
      [200, undefined, 'public-server'],
      [202, undefined, 'public-server'],
      [403, undefined, 'easy-auth-action'],
      [302, undefined, 'easy-auth-action'],
      [400, undefined, 'server-error'],
    ],
  ],
  [
    'key',
    [
      [401, undefined, 'ok'],
      [200, undefined, 'webhook-open'],
      [202, undefined, 'webhook-open'],
      [401, easyAuth, 'easy-auth-unwanted'],
      [307, undefined, 'easy-auth-unwanted'],
      [403, undefined, 'server-error'],
      [400, undefined, 'server-error'],
    ],
  ],
  [
    'anonymous',
    [
      [200, undefined, 'ok'],
      [401, undefined, 'key-wanted'],
      [403, undefined, 'key-wanted'],
      [401, easyAuth, 'easy-auth-unwanted'],
      [302, undefined, 'easy-auth-unwanted'],
      [400, undefined, 'server-error'],
    ],
  ],
])('in auth mode %s a caller without anything', (authMode, answers) => {
  test.each(answers)('who gets %i, %s: %s', (status, challenge, expected) => {
    expect(known(authMode, status, challenge)).toBe(expected);
  });
});
