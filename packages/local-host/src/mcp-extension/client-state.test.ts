import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createId, formatClientState, parseClientState } from './client-state.ts';
import type { McpOptions } from './options.ts';
import { verifies } from '../testing/verifies.ts';

verifies('extension.session.plain', 'extension.session.encrypted', 'extension.session.no-key');

const base = { serverName: 's', serverVersion: '1', useAbsoluteUriForEndpoint: false };
const plain: McpOptions = { ...base, encryptClientState: true, plainClientState: true };
const encrypted: McpOptions = {
  ...base,
  encryptClientState: true,
  plainClientState: false,
  encryptionKey: randomBytes(32).toString('hex'),
};

test('ids are 16 characters of a–z and 0–9', () => {
  expect(createId()).toMatch(/^[a-z0-9]{16}$/);
  expect(createId()).not.toBe(createId());
});

describe('a plain session id', () => {
  test('has two parts', () => {
    expect(formatClientState('a', 'b', plain)).toBe('a|b');
    expect(parseClientState('a|b', plain)).toEqual({ clientId: 'a', instanceId: 'b' });
  });

  test.each(['garbage', '', '|', 'a|', 'a|b|c'])('is not %j', (text) => {
    expect(parseClientState(text, plain)).toBeUndefined();
  });
});

describe('an encrypted session id', () => {
  const state = formatClientState('abcdefghijklmnop', '0123456789abcdef', encrypted);

  test('is about 124 characters of base64url, and can be read again', () => {
    expect(state).toMatch(/^[\w-]{124}$/);
    expect(parseClientState(state, encrypted)).toEqual({
      clientId: 'abcdefghijklmnop',
      instanceId: '0123456789abcdef',
    });
  });

  test('takes its key as base64 too', () => {
    const key = Buffer.from(encrypted.encryptionKey!, 'hex').toString('base64');
    expect(parseClientState(state, { ...encrypted, encryptionKey: key })).toBeDefined();
  });

  test.each([
    ['garbage', 'garbage!'],
    ['a plain one', 'a|b'],
    ['too short', 'AAAA'],
    ['tampered with at its end', `${state.slice(0, -4)}AAAA`],
    ['tampered with at its start', `AAAA${state.slice(4)}`],
  ])('throws when it is %s', (_, text) => {
    expect(() => parseClientState(text, encrypted)).toThrow();
  });

  test.each([
    ['there is no key', {}, 'Encryption key not found.'],
    ['the key has another length', { encryptionKey: 'AAAA' }, 'Key must be exactly 32 bytes'],
  ])('cannot be made when %s', (_, key, message) => {
    expect(() =>
      formatClientState('a', 'b', {
        ...base,
        encryptClientState: true,
        plainClientState: false,
        ...key,
      }),
    ).toThrow(message);
  });
});
