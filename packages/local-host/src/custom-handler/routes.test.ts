import { describe, expect, test } from 'vitest';
import type { FunctionInfo } from '../app-runtime.ts';
import { functionsOfRoutes, type HttpFunction, mapRoutes } from './routes.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.route-functions',
  'custom-handler.route-errors',
  'custom-handler.route-order',
  'custom-handler.reserved-paths',
);

function table(routes: string[], prefix = '') {
  const functions = functionsOfRoutes(
    routes.map((route) => ({ route, authorizationLevel: 'function' as const })),
  );
  return mapRoutes(functions, prefix, 'host.json');
}

function http(name: string, route: string, methods?: string[]): HttpFunction {
  const trigger = 'httpTrigger';
  return { name, trigger, route, authorizationLevel: 'anonymous', ...(methods && { methods }) };
}

/** The name of the function that takes the request. */
function taker(found: FunctionInfo | 'reserved' | undefined): string | undefined {
  return typeof found === 'object' ? found.name : found;
}

test('each route makes a function with a number', () => {
  expect(table(['a', '{*rest}']).functions).toMatchObject([
    { name: 'http-handler1', trigger: 'httpTrigger', route: 'a' },
    { name: 'http-handler2', trigger: 'httpTrigger', route: '{*rest}' },
  ]);
});

test.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])(
  '%s is routed',
  (method) => {
    expect(taker(table(['{*route}']).find(method, '/x'))).toBe('http-handler1');
  },
);

test.each(['TRACE', 'PROPFIND', 'CONNECT'])('%s is not', (method) => {
  expect(table(['{*route}']).find(method, '/x')).toBeUndefined();
});

describe('a route', () => {
  test.each([
    ['{*route}', '/', true],
    ['{*route}', '/a//b/', true],
    ['{**route}', '/a/b', true],
    ['mcp', '/mcp', true],
    ['mcp', '/MCP/', true],
    ['mcp', '/m%63p', true],
    ['mcp', '/x/../mcp', true],
    ['mcp', '/mcp//', false],
    ['mcp', '/', false],
    ['/mcp', '/mcp', true],
    ['a/{id}', '/A/1', true],
    ['a/{id}', '/a', false],
    ['a/{id}', '/a/1/2', false],
    ['a/{id}', '/a//', false],
    ['a/{id?}', '/a', true],
    ['a/{id?}', '/a/1', true],
    ['a/{*rest}', '/a', true],
    ['a/{*rest}', '/a/b/c', true],
    ['a/{*rest}', '/b', false],
  ])('%s and the path %s: %j', (route, path, expected) => {
    expect(taker(table([route]).find('GET', path))).toBe(expected ? 'http-handler1' : undefined);
  });

  test('stands below the prefix', () => {
    const routes = table(['{*route}'], 'api');
    expect(taker(routes.find('GET', '/api'))).toBe('http-handler1');
    expect(taker(routes.find('GET', '/API/x'))).toBe('http-handler1');
    expect(routes.find('GET', '/x')).toBeUndefined();
    expect(routes.find('GET', '/')).toBeUndefined();
  });

  test('with a slash at its start stops the host if there is a prefix', () => {
    expect(() => table(['/mcp'], 'api')).toThrow("template 'api//mcp'");
  });

  test.each([
    ['a b', 'cannot contain spaces'],
    ['a//b', "consecutive '/'"],
    ['a/{}', "empty parameter '{}'"],
    ['a/{b', "unmatched '{'"],
    ['a/b}', "unmatched closing brace '}'"],
    ['a/{b:int}', 'does not emulate'],
    ['{*a}/b', 'does not emulate'],
    ['admin/x', 'conflicts with one or more built in routes'],
    ['runtime', 'conflicts with one or more built in routes'],
  ])('%j puts its function in error, and no other', (route, message) => {
    const routes = table([route, 'fine']);
    expect(routes.functions[0]?.error).toContain(message);
    expect(routes.functions[1]?.error).toBeUndefined();
    expect(taker(routes.find('GET', '/fine'))).toBe('http-handler2');
  });
});

test('the first function by name wins, whatever its route', () => {
  const routes = mapRoutes(
    [http('literal', 'items/special'), http('byName', 'items/{name}')],
    '',
    'f',
  );
  expect(routes.functions.map(({ name }) => name)).toEqual(['byName', 'literal']);
  expect(taker(routes.find('GET', '/items/special'))).toBe('byName');
});

test('a second function with the same route and verb is in error', () => {
  const routes = mapRoutes([http('a', 'x', ['GET']), http('b', 'X', ['GET', 'PUT'])], '', 'f');
  expect(routes.functions[1]?.error).toBe(
    "The route specified conflicts with the route defined by function 'a'.",
  );
  const fine = mapRoutes([http('a', 'x', ['GET']), http('b', 'x', ['PUT'])], '', 'f');
  expect(taker(fine.find('PUT', '/x'))).toBe('b');
});

test.each([
  '/admin',
  '/Admin/host/status',
  '/%61dmin/x',
  '/x/../admin/functions',
  '/runtime/webhooks/mcp',
  '/RUNTIME/webhooks/mcp/sse',
])('%s is kept from a function that takes every path', (path) => {
  expect(table(['{*route}']).find('GET', path)).toBe('reserved');
});

test.each(['/administration', '/runtime', '/runtime/webhooks/', '/runtime/other', '/x/admin'])(
  '%s is not',
  (path) => {
    expect(taker(table(['{*route}']).find('GET', path))).toBe('http-handler1');
  },
);
