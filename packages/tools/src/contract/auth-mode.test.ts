import { expect, test } from 'vitest';
import { readAuthMode } from './auth-mode.ts';

test('is anonymous where nothing is set, as nobody has checked who calls', () => {
  expect(readAuthMode({})).toBe('anonymous');
  expect(readAuthMode({ AUTH_MODE: '' })).toBe('anonymous');
});

test.each(['entra', 'key', 'anonymous'])('takes %s', (mode) => {
  expect(readAuthMode({ AUTH_MODE: mode })).toBe(mode);
});

test('refuses a misspelt mode', () => {
  expect(() => readAuthMode({ AUTH_MODE: 'Entra' })).toThrow(
    "AUTH_MODE is 'Entra'. It must be one of entra, key, anonymous.",
  );
});
