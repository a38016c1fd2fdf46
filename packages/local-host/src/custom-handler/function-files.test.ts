import { expect, test } from 'vitest';
import { functionOf, readFunctionFiles } from './function-files.ts';
import { makeFolder } from './testing/temporary-app.ts';

const trigger = { type: 'httpTrigger', direction: 'in', name: 'req' };

test('an HTTP trigger without more has its name as route, every verb and the level function', () => {
  expect(functionOf('hello', { bindings: [trigger] })).toEqual({
    name: 'hello',
    trigger: 'httpTrigger',
    route: 'hello',
    authorizationLevel: 'function',
  });
});

test('route, verbs and level are read', () => {
  const binding = {
    ...trigger,
    route: '{*path}',
    methods: ['get', 'Post'],
    authLevel: 'Anonymous',
  };
  expect(functionOf('any', { bindings: [{ type: 'http' }, binding] })).toMatchObject({
    route: '{*path}',
    methods: ['GET', 'POST'],
    authorizationLevel: 'anonymous',
  });
});

test('other triggers, or none, put the function in error', () => {
  expect(functionOf('q', { bindings: [{ type: 'queueTrigger' }] })).toMatchObject({
    trigger: 'queueTrigger',
    error: expect.stringContaining("does not emulate 'queueTrigger'"),
  });
  expect(functionOf('none', { bindings: [] }).error).toBe('No trigger binding is specified.');
});

test('the functions are the folders with a function.json', async () => {
  const folder = await makeFolder({
    'any/function.json': { bindings: [trigger] },
    'lib/other.json': {},
    'host.json': {},
  });
  expect((await readFunctionFiles(folder)).map(({ name }) => name)).toEqual(['any']);
});

test('a file that is no JSON is named', async () => {
  const folder = await makeFolder({ 'any/function.json': '{' });
  await expect(readFunctionFiles(folder)).rejects.toMatchObject({
    code: 'HOST_JSON_INVALID',
    message: expect.stringContaining('function.json'),
  });
});
