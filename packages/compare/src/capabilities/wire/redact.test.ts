import { describe, expect, test } from 'vitest';
import type { Recorded } from './recorded.ts';
import { redact, redactUrl, secretsOf, shownCharacters } from './redact.ts';

const url = new URL('https://app.example/mcp?code=the%20master%2Fkey&page=2');
const secrets = secretsOf({ 'x-tenant': 'tenant-secret', authorization: 'Bearer abc.def' }, url);

function shown(recorded: Partial<Recorded>) {
  const request = { method: 'POST', url: url.href, headers: {} };
  return redact('label', { request, ...recorded }, secrets);
}

function shownBody(body: string): string {
  return shown({ response: { status: 200, headers: {}, body } }).response!.body;
}

describe('a URL is shown', () => {
  test.each([
    ['https://a.example/mcp?code=abc&x=1', 'https://a.example/mcp?code=hidden&x=1'],
    ['https://a.example/mcp?sig=abc', 'https://a.example/mcp?sig=hidden'],
    ['https://a.example/mcp?access_token=abc', 'https://a.example/mcp?access_token=hidden'],
    ['https://user:word@a.example/mcp', 'https://a.example/mcp'],
    ['https://a.example/m?sessionId=0123456789ab', 'https://a.example/m?sessionId=01234567…'],
    ['https://a.example/mcp', 'https://a.example/mcp'],
  ])('%s as %s', (given, expected) => {
    expect(redactUrl(given, [])).toBe(expected);
  });
});

describe('headers', () => {
  test('that open doors are hidden in both directions, session ids shortened', () => {
    const headers = {
      Authorization: 'Bearer abc.def',
      'x-functions-key': 'key',
      cookie: 'a=b',
      'mcp-session-id': '0123456789',
      accept: 'application/json',
    };
    const exchange = shown({
      request: { method: 'POST', url: url.href, headers },
      response: { status: 200, headers: { 'set-cookie': 'a=b', server: 'x' }, body: '' },
    });
    expect(exchange.request.headers).toEqual({
      Authorization: '(hidden)',
      'x-functions-key': '(hidden)',
      cookie: '(hidden)',
      'mcp-session-id': '01234567…',
      accept: 'application/json',
    });
    expect(exchange.response?.headers).toEqual({ 'set-cookie': '(hidden)', server: 'x' });
  });

  test('of the target are hidden by value, wherever a server repeats them', () => {
    expect(shownBody('You said tenant-secret, and abc.def.')).toBe(
      'You said (hidden), and (hidden).',
    );
    expect(shownBody('{"url":"/mcp?code=the%20master%2Fkey"}')).not.toContain('master');
    expect(shown({ problem: 'no such host: tenant-secret' }).problem).toBe(
      'no such host: (hidden)',
    );
  });
});

describe('a body', () => {
  test.each([
    ['{"API_KEY":"abc","HOME":"/home/me"}', '{"API_KEY":"(hidden)","HOME":"/home/me"}'],
    [
      String.raw`{"text":"{\"AzureWebJobsStorage_ConnectionString\":\"abc\",\"a\":\"b\"}"}`,
      String.raw`{"text":"{\"AzureWebJobsStorage_ConnectionString\":\"(hidden)\",\"a\":\"b\"}"}`,
    ],
    ['{"password": "p w"}', '{"password": "(hidden)"}'],
    ['token eyJhbGciOiJI.eyJzdWIiOiIx.c2ln!', 'token (hidden)!'],
    ['{"progressToken":"probe-1","monkey":"x"}', '{"progressToken":"probe-1","monkey":"x"}'],
    ['data: /message?sessionId=0123456789ab', 'data: /message?sessionId=01234567…'],
  ])('%s is shown as %s', (given, expected) => {
    expect(shownBody(given)).toBe(expected);
  });

  test('is cut, after what is secret has been hidden', () => {
    const long = 'ab'.repeat(shownCharacters / 2 - 3);
    expect(shownBody(`${long}tenant-secret${long}`)).toBe(
      `${long}(hidd…`.slice(0, shownCharacters),
    );
    expect(shownBody(`${long}tenant-secret`)).toHaveLength(shownCharacters);
  });

  test('is never cut within a character', () => {
    const body = shownBody(`a${'😀b'.repeat(shownCharacters)}`);
    expect(body.length).toBeLessThanOrEqual(shownCharacters);
    expect(body.isWellFormed()).toBe(true);
  });

  test('shows no padding', () => {
    expect(shownBody(`{"padding":"${'x'.repeat(500)}"}`)).toBe('{"padding":"xxx…"}');
  });
});
