import { describe, expect, test } from 'vitest';
import { authModes } from '../server.ts';
import { decideAuthMode } from './decide-auth-mode.ts';

describe('the auth mode', () => {
  test.each(authModes)('is %s where AUTH_MODE says so, in an azd environment or not', (mode) => {
    const decided = { authMode: mode, because: 'as AUTH_MODE says' };
    expect(decideAuthMode({ AUTH_MODE: mode })).toEqual(decided);
    expect(decideAuthMode({ AUTH_MODE: mode, AZURE_ENV_NAME: 'dev' })).toEqual(decided);
  });

  test.each([undefined, ''])('is that of the infrastructure in an azd environment: %j', (mode) => {
    const env = { AZURE_ENV_NAME: 'dev', ...(mode !== undefined && { AUTH_MODE: mode }) };
    expect(decideAuthMode(env)).toEqual({
      authMode: 'entra',
      because: 'the default, as AUTH_MODE is not set in the azd environment dev',
    });
  });

  test.each([{}, { AUTH_MODE: '' }, { AZURE_ENV_NAME: '' }])('is closed elsewhere: %j', (env) => {
    expect(decideAuthMode(env)).toMatchObject({ authMode: 'key' });
  });

  test.each(['Entra', 'none', ' key', 'entra,key'])('is never a guess: %j', (mode) => {
    for (const env of [{}, { AZURE_ENV_NAME: 'dev' }]) {
      expect(() => decideAuthMode({ ...env, AUTH_MODE: mode })).toThrow(
        `AUTH_MODE is '${mode}'. It must be entra, key or anonymous.`,
      );
    }
  });
});
