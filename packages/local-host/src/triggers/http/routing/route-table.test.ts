import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DotNetError, flattenException } from '../../../dotnet/dotnet-error.ts';
import { readHostRecordings } from '../../../testing/recordings.ts';
import { verifies } from '../../../testing/verifies.ts';
import { describeMapping, type HttpFunction } from './http-function.ts';
import { mapRoutes } from './route-table.ts';

verifies(
  'host.route-order',
  'host.route-verbs',
  'host.route-paths',
  'host.route-values',
  'host.route-conflicts',
  'host.route-failure',
);

function http(name: string, route: string, methods?: string[]): HttpFunction {
  const trigger = 'httpTrigger';
  return { name, trigger, route, authorizationLevel: 'anonymous', ...(methods && { methods }) };
}

/** What a single route makes of a path. */
function paramsOf(route: string, path: string, prefix = ''): object | undefined {
  return mapRoutes([http('f', route)], prefix).find('GET', path)?.params;
}

function failureOf(route: string, prefix = ''): DotNetError {
  try {
    mapRoutes([http('f', route)], prefix);
  } catch (error) {
    if (error instanceof DotNetError) return error;
    throw error;
  }
  throw new Error('it was mapped');
}

describe('a route', () => {
  test.each([
    ['{*route}', '/', {}],
    ['{*route}', '/a//b/', { route: 'a//b/' }],
    ['{*route}', '//a', undefined],
    ['{**route}', '/a/b', { route: 'a/b' }],
    ['{*route}', '/a%2Fb', { route: 'a%2Fb' }],
    ['{*route=none}', '/', { route: 'none' }],
    ['mcp', '/mcp', {}],
    ['mcp', '/MCP/', {}],
    ['mcp', '/m%63p', {}],
    ['mcp', '/x/../mcp', {}],
    ['mcp', '/x/%2e%2E/mcp', {}],
    ['mcp', '/mcp//', undefined],
    ['mcp', '/', undefined],
    ['/mcp', '/mcp', {}],
    ['~/mcp', '/mcp', {}],
    ['a/{id}', '/A/1', { id: '1' }],
    ['a/{id}', '/a', undefined],
    ['a/{id}', '/a/1/2', undefined],
    ['a/{id}', '/a//', undefined],
    ['a/{id?}', '/a', {}],
    ['a/{id?}', '/a/1', { id: '1' }],
    ['a/{id=5}/{name=x}', '/a/6', { id: '6', name: 'x' }],
    ['a/{id=}', '/a', { id: '' }],
    ['a/{*rest}', '/a', {}],
    ['a/{*rest}', '/a/b/', { rest: 'b/' }],
    ['a/{*rest}', '/a//b', undefined],
    ['a/{*rest}', '/b', undefined],
    ['{{a}}/{b}', '/{a}/c', { b: 'c' }],
    ['{a}', '/%C3%BC%20%2b', { a: 'ü +' }],
    ['{a}', '/%C3%41', { a: '%C3A' }],
    ['{a}', '/%zz%41', { a: '%zzA' }],
    ['Ä/{__proto__}', '/%C3%A4/x', { ['__proto__']: 'x' }],
  ])('%s and the path %s: %j', (route, path, expected) => {
    expect(paramsOf(route, path)).toEqual(expected);
  });

  test('stands below the prefix', () => {
    expect(paramsOf('{*route}', '/api', 'api')).toEqual({});
    expect(paramsOf('{*route}', '/API/x', 'api')).toEqual({ route: 'x' });
    expect(paramsOf('{*route}', '/x', 'api')).toBeUndefined();
    expect(paramsOf('{*route}', '/', 'api')).toBeUndefined();
  });

  test('that is blank is the name of the function', () => {
    expect(paramsOf(' ', '/f')).toEqual({});
    expect(mapRoutes([http('f', '')], 'api').functions).toEqual([http('f', 'f')]);
  });

  test('never fails to answer, whatever the path', () => {
    const table = mapRoutes(
      [
        http('a', '{a}-{b}.{c?}'),
        http('b', 'x/{a:int}/{b:datetime?}'),
        http('c', 'y/{a:regex(^\\w+$)}/{*rest:decimal}'),
      ],
      '',
    );
    const character = fc.constantFrom(...'/xy-.%2Fe1a:+,T \uD83D'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: character }), (path) => {
        const match = table.find('GET', `/${path}`);
        expect(match === undefined || typeof match.params === 'object').toBe(true);
      }),
    );
  });
});

describe('the verbs of a function', () => {
  const table = mapRoutes(
    [http('all', 'all'), http('none', 'none', []), http('some', 'some', ['get', 'Post'])],
    '',
  );
  test.each([
    ['DELETE', '/all', 'all'],
    ['GET', '/none', undefined],
    ['GET', '/some', 'some'],
    ['POST', '/some', 'some'],
    ['HEAD', '/some', undefined],
    ['PUT', '/some', undefined],
  ])('%s %s: %s', (method, path, expected) => {
    expect(table.find(method, path)?.info.name).toBe(expected);
  });

  test('are told as they were written', () => {
    expect(describeMapping(http('a', 'x/{b}', ['get', 'Post']), 'api')).toBe(
      "Mapped function route 'api/x/{b}' [get,Post] to 'a'",
    );
    expect(describeMapping(http('a', 'x'), '')).toBe("Mapped function route '/x' [all] to 'a'");
  });
});

test('the first function by name wins, whatever its route', () => {
  const routes = mapRoutes([http('literal', 'items/special'), http('Bye', 'items/{name}')], '');
  expect(routes.functions.map(({ name }) => name)).toEqual(['Bye', 'literal']);
  expect(routes.find('GET', '/items/special')?.info.name).toBe('Bye');
});

test('a route whose constraint refuses leaves the path to the next', () => {
  const routes = mapRoutes([http('a', '{x:int}'), http('b', '{y}')], '');
  expect(routes.find('GET', '/5')).toMatchObject({ info: { name: 'a' }, params: { x: '5' } });
  const { info, params } = routes.find('GET', '/five')!;
  expect([info.name, params]).toEqual(['b', { y: 'five' }]);
});

test('functions in error, disabled ones and those of other triggers are listed and never found', () => {
  const failed = { ...http('a', 'x'), error: 'It is.' };
  const other = { name: 'b', trigger: 'timerTrigger' };
  const disabled = { ...http('c', 'x'), disabled: true } as const;
  const table = mapRoutes([other, disabled, failed], '');
  expect(table.functions).toEqual([failed, other, disabled]);
  expect(table.find('GET', '/x')).toBeUndefined();
});

describe('a conflict', () => {
  test.each([
    ['x', ['GET'], 'X/', ['GET', 'PUT'], true],
    ['x', undefined, 'x', ['GET'], true],
    ['x', [], 'x', ['GET'], true],
    ['x', ['GET'], 'x', ['PUT'], false],
    ['x', ['GET'], 'x', ['get'], false],
    ['x/{a}', ['GET'], 'x/{b}', ['GET'], false],
  ])('of %s %j with %s %j: %s', (route, methods, other, otherMethods, expected) => {
    const { functions } = mapRoutes(
      [http('a', route, methods), http('b', other, otherMethods)],
      '',
    );
    expect(functions[0]?.error).toBeUndefined();
    expect(functions[1]?.error).toBe(
      expected
        ? "The route specified conflicts with the route defined by function 'a'."
        : undefined,
    );
  });

  test.each(['admin/x', 'runtime', '/Admin', 'administration', 'runtimes/{x}'])(
    'of %s with the routes of the host is its function in error, and no other',
    (route) => {
      const table = mapRoutes([http('bad', route), http('fine', 'fine')], 'api');
      expect(table.functions[0]?.error).toBe(
        'The specified route conflicts with one or more built in routes.',
      );
      expect(table.find('GET', '/api/fine')).toBeDefined();
    },
  );
});

describe('a route that stops the whole host', () => {
  test('is told of as the host tells it', () => {
    const recording = readHostRecordings().find(
      ({ instance, request }) => instance === 'error' && request.path === '/admin/host/status',
    )!;
    const [, recorded] = /"errors":\["(.*?)"\]/.exec(recording.response.body)!;
    const map = () => mapRoutes([http('ok', ''), http('uc', 'uc/{s:nope}')], 'api');
    expect(map).toThrow(DotNetError);
    try {
      map();
    } catch (error) {
      expect(flattenException(error as DotNetError)).toBe(recorded);
    }
  });

  test('has its name and its whole template', () => {
    const error = failureOf('/lead', 'api');
    expect(error.type).toBe('Microsoft.AspNetCore.Routing.RouteCreationException');
    expect(flattenException(error)).toBe(
      "Microsoft.AspNetCore.Routing: An error occurred while creating the route with name 'f' and template " +
        "'api//lead'. Microsoft.AspNetCore.Routing: The route template separator character '/' cannot appear " +
        'consecutively. It must be separated by either a parameter or a literal value. (Parameter ' +
        "'routeTemplate'). Microsoft.AspNetCore.Routing: The route template separator character '/' cannot " +
        'appear consecutively. It must be separated by either a parameter or a literal value.',
    );
  });
});
