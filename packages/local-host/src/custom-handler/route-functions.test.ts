import { expect, test } from 'vitest';
import { mapRoutes } from '../triggers/http/routing/route-table.ts';
import { functionsOfRoutes } from './route-functions.ts';
import { verifies } from '../testing/verifies.ts';

verifies('custom-handler.route-functions', 'custom-handler.route-errors');

function table(routes: string[], prefix = '') {
  const functions = functionsOfRoutes(
    routes.map((route) => ({ route, authorizationLevel: 'function' as const })),
  );
  return mapRoutes(functions, prefix);
}

test('each route makes a function with a number', () => {
  expect(table(['a', '{*rest}']).functions).toMatchObject([
    { name: 'http-handler1', trigger: 'httpTrigger', route: 'a', authorizationLevel: 'function' },
    { name: 'http-handler2', trigger: 'httpTrigger', route: '{*rest}' },
  ]);
});

test.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])(
  '%s is routed',
  (method) => {
    expect(table(['{*route}']).find(method, '/x')?.info.name).toBe('http-handler1');
  },
);

test.each(['TRACE', 'PROPFIND', 'CONNECT'])('%s is not', (method) => {
  expect(table(['{*route}']).find(method, '/x')).toBeUndefined();
});

test.each([
  ['a b', 'Route template cannot contain spaces.'],
  ['a//b', "Route template cannot contain consecutive '/'."],
  ['a/{}', "Route template contains an empty parameter '{}'."],
  ['a/{b', "Route template contains unmatched '{'."],
  ['a/b}', "Route template contains unmatched closing brace '}'."],
  ['admin/x', 'The specified route conflicts with one or more built in routes.'],
  ['runtime', 'The specified route conflicts with one or more built in routes.'],
])('%j puts its function in error, and no other', (route, message) => {
  const routes = table([route, 'fine']);
  expect(routes.functions[0]?.error).toBe(message);
  expect(routes.functions[1]?.error).toBeUndefined();
  expect(routes.find('GET', '/fine')?.info.name).toBe('http-handler2');
});

test('what only the router refuses stops the whole host', () => {
  expect(() => table(['{*a}/b'])).toThrow("with name 'http-handler1' and template '{*a}/b'");
});
