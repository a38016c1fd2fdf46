import { expect, test } from 'vitest';
import { nameBasedGuid } from './name-based-guid.ts';

test('is the same everywhere for a name, and another one for another name', () => {
  // Clients keep ids: a change here breaks what they have kept.
  expect(nameBasedGuid('client of extension-server')).toBe('02adec50-42ba-8c7f-83fc-4c1838245ef8');
  expect(nameBasedGuid('client of self-hosted-server')).not.toBe(
    nameBasedGuid('client of extension-server'),
  );
});

test.each(['', 'a', 'ä', 'client of some-app'])('is a GUID for %j', (name) => {
  expect(nameBasedGuid(name)).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  );
});
