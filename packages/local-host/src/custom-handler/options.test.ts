import { describe, expect, test } from 'vitest';
import { HostError } from '../errors.ts';
import { Configuration } from '../settings/configuration.ts';
import type { HostJson } from '../settings/host-json.ts';
import { readCustomHandlerOptions } from './options.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.variables',
  'custom-handler.executable-required',
  'custom-handler.proxying-wins',
  'custom-handler.port',
  'custom-handler.levels',
);

const file = '/app/host.json';

function hostJson(customHandler: unknown): HostJson {
  return { file, profile: '', settings: new Configuration().add({ customHandler }) };
}

function read(customHandler: object, env: NodeJS.ProcessEnv = {}) {
  const description = { defaultExecutablePath: 'node' };
  return readCustomHandlerOptions(hostJson({ description, ...customHandler }), env)!;
}

function errorOf(customHandler: object): HostError {
  try {
    read(customHandler);
  } catch (error) {
    if (error instanceof HostError) return error;
  }
  throw new Error('no HostError was thrown');
}

test('an app without the section is no custom handler', () => {
  expect(readCustomHandlerOptions(hostJson(undefined), {})).toBeUndefined();
});

test('what host.json leaves out has the defaults of the host', () => {
  expect(read({})).toEqual({
    file,
    executable: 'node',
    arguments: [],
    workerPath: '',
    workerArguments: [],
    workingDirectory: '',
    mode: 'invocation',
    initializationTimeout: 30_000,
    routes: [],
  });
});

test('variables in the executable and the worker path are expanded, unset ones removed', () => {
  const description = {
    defaultExecutablePath: '%DIR%/%UNSET%run',
    defaultWorkerPath: '%DIR%/w.js',
  };
  expect(read({ description }, { DIR: '/opt' })).toMatchObject({
    executable: '/opt/run',
    workerPath: '/opt/w.js',
  });
});

test.each([{}, { description: {} }, { description: { defaultExecutablePath: '' } }])(
  'an executable is required: %j',
  (customHandler) => {
    const error = errorOf({ description: undefined, port: 1, ...customHandler });
    expect(error.code).toBe('HANDLER_MISSING');
    expect(error.message).toContain(file);
    expect(error.hint).toContain('defaultExecutablePath');
  },
);

test('an app setting can give the arguments as JSON, and it wins', () => {
  const settings = new Configuration().add({
    customHandler: { description: { defaultExecutablePath: 'node', arguments: ['a', 'b'] } },
  });
  settings.set('customHandler:description:arguments', '["c", "d e"]');
  expect(readCustomHandlerOptions({ file, profile: '', settings }, {})?.arguments).toEqual([
    'c',
    'd e',
  ]);
});

test('proxying wins over forwarding, and the name in the documentation is no other name for it', () => {
  const both = { enableProxyingHttpRequest: true, enableForwardingHttpRequest: true };
  expect(read(both).mode).toBe('proxying');
  expect(read({ enableForwardingHttpRequest: true }).mode).toBe('forwarding');
  expect(read({ http: { enableProxying: true } }).mode).toBe('invocation');
});

describe('the port', () => {
  test.each([
    [3000, 3000],
    ['3000', 3000],
    [' 3000 ', 3000],
    ['3000x', undefined],
    ['', undefined],
    ['99999999999', undefined],
  ])('%j reads as %j', (port, expected) => {
    expect(read({ port }).port).toBe(expected);
  });

  test.each([0, 65_536])('%j is refused', (port) => {
    expect(errorOf({ port }).message).toContain(`Unable to bind to port ${port}`);
  });
});

test('the time for the start is a time span', () => {
  expect(read({ initializationTimeout: '00:01:30' }).initializationTimeout).toBe(90_000);
  expect(errorOf({ initializationTimeout: '90' }).code).toBe('HOST_JSON_INVALID');
});

test('a route without a level has the default level, which is function', () => {
  const routes = [{ route: 'a' }, { route: 'b', authorizationLevel: 'Admin' }];
  expect(read({ http: { routes } }).routes).toEqual([
    { route: 'a', authorizationLevel: 'function' },
    { route: 'b', authorizationLevel: 'admin' },
  ]);
  expect(read({ http: { DefaultAuthorizationLevel: 'anonymous', routes } }).routes).toEqual([
    { route: 'a', authorizationLevel: 'anonymous' },
    { route: 'b', authorizationLevel: 'admin' },
  ]);
});

test('a level that does not exist is refused', () => {
  expect(errorOf({ http: { DefaultAuthorizationLevel: 'nobody' } })).toMatchObject({
    code: 'HOST_JSON_INVALID',
    message: expect.stringContaining('nobody'),
  });
});
