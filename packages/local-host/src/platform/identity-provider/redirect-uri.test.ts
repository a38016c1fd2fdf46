import { expect, test } from 'vitest';
import { isRegistered } from './redirect-uri.ts';

const registered = [
  'http://127.0.0.1/',
  'http://localhost/callback?x=y',
  'https://localhost:1/tls',
  'https://app.example/back',
];

test.each([
  'http://127.0.0.1/',
  'http://127.0.0.1:33418/',
  'http://localhost:1/callback?x=y',
  'https://app.example/back',
])('%s may get an answer', (uri) => {
  expect(isRegistered(uri, registered)).toBe(true);
});

test.each([
  '',
  'http://127.0.0.1:33418/other',
  'http://127.0.0.1:33418/?x=y',
  'http://127.0.0.1:33418/#x',
  'http://user@127.0.0.1:33418/',
  'http://localhost:33418/',
  'http://localhost:1/callback',
  'http://127.0.0.1.evil.example/',
  'http://127.0.0.1@evil.example/',
  'https://localhost:2/tls',
  'http://localhost:1/tls',
  'https://app.example:8443/back',
  'http://app.example/back',
  'https://app.example/back/',
  'https://APP.example/back',
])('%s may not', (uri) => {
  expect(isRegistered(uri, registered)).toBe(false);
});
