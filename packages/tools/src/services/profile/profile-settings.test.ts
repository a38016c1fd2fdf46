import { expect, test } from 'vitest';
import { createServices } from '../services.ts';
import { profileSettings } from './profile-settings.ts';

const enabled = { AUTH_MODE: 'entra', ENABLE_GRAPH_PROFILE: 'true' };

test.each([
  ['nothing is set', {}],
  ['it is not enabled', { AUTH_MODE: 'entra', WEBSITE_AUTH_CLIENT_ID: 'c' }],
  ['it is left empty', { ...enabled, ENABLE_GRAPH_PROFILE: '' }],
  ['it is disabled', { ...enabled, ENABLE_GRAPH_PROFILE: 'False' }],
  ['callers have keys', { ...enabled, AUTH_MODE: 'key' }],
  ['callers are anybody', { ...enabled, AUTH_MODE: 'anonymous' }],
  ['there is no auth mode', { ENABLE_GRAPH_PROFILE: 'true' }],
])('no profiles are read where %s', (_, env) => {
  expect(profileSettings(env)).toBeUndefined();
  expect(createServices(env)).not.toHaveProperty('profiles');
});

test.each(['true', 'True', ' TRUE '])('they are where it is set to %j', (value) => {
  expect(createServices({ ...enabled, ENABLE_GRAPH_PROFILE: value })).toHaveProperty('profiles');
});

test('what the platform tells is read', () => {
  const settings = profileSettings({
    ...enabled,
    WEBSITE_AUTH_CLIENT_ID: 'registration',
    OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: 'identity',
    WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'a, b,',
    WEBSITE_HOSTNAME: 'app.example.com',
  });
  expect(settings).toEqual({
    clientId: 'registration',
    identityId: 'identity',
    tenants: ['a', 'b'],
    host: 'app.example.com',
  });
});

test('what can be neither is refused', () => {
  expect(() => profileSettings({ ...enabled, ENABLE_GRAPH_PROFILE: 'yes' })).toThrow(
    "ENABLE_GRAPH_PROFILE is 'yes'. It must be true or false.",
  );
});
