import { describe, expect, test } from 'vitest';
import { checkRegistrations, withoutRegistrations } from './registration-check.ts';

const developer = 'cf1c38e5-3621-4004-a7cb-879624dced7c';
const refused = { refused: 'you lack the right (403).', status: 403 };
const value = <T>(of: T) => ({ value: of });
const member = { membersMayRegister: value(true), isGuest: value(false), roles: value([]) };
const closed = { ...member, membersMayRegister: value(false) };

describe('whoever is signed in may register applications', () => {
  test('as every member may', () => {
    expect(checkRegistrations(member)).toMatchObject({ outcome: 'ok' });
  });

  test.each([
    closed,
    { ...closed, isGuest: value(true) },
    { ...closed, membersMayRegister: refused },
  ])('as Application Developer, whatever else is so', (facts) => {
    expect(checkRegistrations({ ...facts, roles: value(['x', developer]) })).toMatchObject({
      outcome: 'ok',
      message: expect.stringContaining('Application Developer'),
    });
  });
});

describe('or may not', () => {
  test.each([
    ['the directory lets only some', closed, 'only some roles'],
    ['a guest', { ...member, isGuest: value(true) }, 'You are a guest'],
    [
      'a role that has nothing to do with it',
      { ...closed, roles: value(['x']) },
      'only some roles',
    ],
  ])('%s', (_, facts, cause) => {
    expect(checkRegistrations(facts)).toMatchObject({
      outcome: 'failed',
      cause: expect.stringContaining(cause),
      remedy: expect.stringMatching(/^azd env set AUTH_MODE key\n.*Application Developer/),
    });
  });
});

describe('what could not be read is named, and nothing claimed', () => {
  test.each([
    ['authorizationPolicy', { ...member, membersMayRegister: refused }],
    ['(me)', { ...member, isGuest: refused }],
    ['transitiveMemberOf', { ...closed, roles: refused }],
  ])('%s', (name, facts) => {
    expect(checkRegistrations(facts)).toMatchObject({
      outcome: 'hint',
      cause: expect.stringContaining(name),
      remedy: expect.stringContaining('Application.ReadWrite.OwnedBy'),
    });
  });

  test('a directory that does not say', () => {
    const facts = { ...member, membersMayRegister: value(undefined) };
    expect(checkRegistrations(facts)).toMatchObject({
      outcome: 'hint',
      cause: 'The directory does not say.',
    });
  });
});

test.each([
  ['key', false, 'no right in the directory'],
  ['anonymous', false, 'no right in the directory'],
  ['entra', true, 'Registrations of yours'],
  ['entra', false, undefined],
] as const)('%s, own registrations: %s: the directory is asked: %s', (authMode, own, message) => {
  const settings = {
    authMode,
    hasOwnRegistrations: own,
    location: undefined,
    nodeVersion: '22',
    usesNetwork: false,
  };
  const result = withoutRegistrations(settings);
  if (message === undefined) expect(result).toBeUndefined();
  else expect(result).toMatchObject({ outcome: 'ok', message: expect.stringContaining(message) });
});
