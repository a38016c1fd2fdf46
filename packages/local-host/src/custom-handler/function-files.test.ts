import { expect, test } from 'vitest';
import { functionOf, readFunctionFiles } from './function-files.ts';
import { verifies } from '../testing/verifies.ts';
import { makeFolder } from './testing/temporary-app.ts';

verifies('custom-handler.function-files');

const trigger = { type: 'httpTrigger', direction: 'in', name: 'req' };

test('an HTTP trigger without more has its name as route, every verb and the level function', () => {
  expect(functionOf('hello', { bindings: [trigger] }, '/app/hello')).toEqual({
    name: 'hello',
    trigger: 'httpTrigger',
    route: 'hello',
    authorizationLevel: 'function',
    description: { language: 'custom', directory: '/app/hello', bindings: [trigger] },
  });
});

test('route, verbs and level are read as they are written', () => {
  const binding = {
    ...trigger,
    route: '{*path}',
    methods: ['get', 'Post'],
    authLevel: 'Anonymous',
  };
  expect(functionOf('any', { bindings: [{ type: 'http' }, binding] }, '/any')).toMatchObject({
    route: '{*path}',
    methods: ['get', 'Post'],
    authorizationLevel: 'anonymous',
  });
});

test.each([
  [
    [{ type: 'queueTrigger' }],
    "The local host does not emulate 'queueTrigger' for custom handlers.",
  ],
  [[trigger, { type: 'blob' }], "The local host does not emulate 'blob' for custom handlers."],
  [
    [{ type: 'http' }],
    'No trigger binding specified. A function must have a trigger input binding.',
  ],
  [
    [trigger, trigger],
    'Multiple trigger bindings defined. A function can only have a single trigger binding.',
  ],
  [[], 'At least one binding must be declared.'],
  [undefined, 'At least one binding must be declared.'],
])('the bindings %j put the function in error', (bindings, error) => {
  expect(functionOf('f', { bindings }, '/f').error).toBe(error);
});

test.each(['1st', 'host', 'a b', '-'])('%j is no name of a function', (name) => {
  const { error } = functionOf(name, { bindings: [trigger] }, '/f');
  expect(error).toBe(`'${name}' is not a valid function name.`);
});

test('the functions are the folders with a function.json', async () => {
  const folder = await makeFolder({
    'any/function.json': { bindings: [trigger] },
    'lib/other.json': {},
    'host.json': {},
  });
  expect((await readFunctionFiles(folder)).map(({ name }) => name)).toEqual(['any']);
});

test('a file that is no JSON puts its function in error, and no other', async () => {
  const folder = await makeFolder({
    'any/function.json': '{',
    'fine/function.json':
      '{ "bindings": [{ "type": "httpTrigger", "name": "req" }] /* comment */ }',
  });
  expect(await readFunctionFiles(folder)).toMatchObject([
    { name: 'any', error: expect.stringMatching(/^Unable to parse .*function\.json: line 1/) },
    { name: 'fine', route: 'fine' },
  ]);
});
