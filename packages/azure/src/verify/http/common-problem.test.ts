import { describe, expect, test } from 'vitest';
import { sampleSite, sampleSubject } from '../testing/sample-subject.ts';
import { commonProblem } from './common-problem.ts';
import { isLoopbackName } from '@side-by-side/local-host/command-line';
import type { NoAnswer } from './send.ts';

interface Given {
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly service?: 'extension-server' | 'self-hosted-server';
  readonly publicNetworkAccess?: string;
}

function known(status: number, given: Given = {}): string | undefined {
  const { body = '', headers, service = 'extension-server', publicNetworkAccess } = given;
  const value = { ...sampleSite, publicNetworkAccess };
  const subject = sampleSubject({ service, site: { ok: true, value } });
  return commonProblem(subject, { answer: { status, headers: new Headers(headers), body } })?.known;
}

describe('an answer', () => {
  test.each<[number, Given, string | undefined]>([
    [200, {}, undefined],
    [401, {}, undefined],
    [403, {}, undefined],
    [400, {}, undefined],
    [429, {}, 'throttled'],
    [403, { body: '<h1>Error 403 - This web app is stopped.</h1>' }, 'app-stopped'],
    [403, { publicNetworkAccess: 'Disabled' }, 'access-restricted'],
    [403, { headers: { 'x-ms-forbidden-ip': '1.2.3.4' } }, 'access-restricted'],
    [403, { body: 'Ip Forbidden' }, 'access-restricted'],
    [404, {}, 'package-missing'],
    [503, { body: 'It refuses every call.' }, 'package-refuses'],
    [503, { body: 'Function host is not running.' }, 'host-down'],
    [502, {}, 'starting'],
    [503, { body: 'x' }, 'starting'],
    [504, {}, 'starting'],
    [500, {}, 'empty-500'],
    [500, { service: 'self-hosted-server' }, 'server-error'],
    [500, { body: 'x' }, 'server-error'],
    [501, {}, 'server-error'],
  ])('%i %j: %s', (status, given, expected) => {
    expect(known(status, given)).toBe(expected);
  });
});

describe('no answer', () => {
  const azure = 'https://func-ext.azurewebsites.net/';
  const own = 'https://mcp.contoso.com/';

  test.each<[NoAnswer['kind'], string, string]>([
    ['certificate', own, 'domain-certificate'],
    ['certificate', azure, 'certificate-refused'],
    ['name', own, 'domain-unknown'],
    ['name', azure, 'unreachable'],
    ['late', own, 'unreachable'],
    ['connection', azure, 'unreachable'],
  ])('for want of a %s at %s: %s', (kind, url, expected) => {
    const subject = sampleSubject({ url: new URL(url) });
    expect(commonProblem(subject, { noAnswer: { code: 'X', kind } })?.known).toBe(expected);
  });
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['[::1]', true],
  ['localhost.evil.example', false],
  ['evil-localhost', false],
  ['127.0.0.1.evil.example', false],
  ['evil.example.127.0.0.1', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
])('%s is this machine: %s', (hostname, isIt) => {
  expect(isLoopbackName(hostname)).toBe(isIt);
});
