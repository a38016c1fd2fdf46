import { expect, test } from 'vitest';
import { readHostRecordings } from '../../../testing/recordings.ts';
import { verifies } from '../../../testing/verifies.ts';
import type { HttpFunction } from './http-function.ts';
import { mapRoutes } from './route-table.ts';

/** What the real Functions host 4.1037 made of routes, with the functions of the recorded app. */

verifies(
  'host.route-order',
  'host.route-verbs',
  'host.route-paths',
  'host.route-values',
  'host.route-constraints',
  'host.route-conflicts',
);

const routes: Readonly<Record<string, string>> = {
  byInt: 'items/{id:int}',
  byAlpha: 'items/{name:alpha}',
  literal: 'items/special',
  optional: 'opt/{name?}',
  optInt: 'optint/{id:int?}',
  defval: 'def/{name=bob}',
  catchall: 'files/{*rest}',
  lengthC: 'len/{s:length(2,4)}',
  minC: 'min/{v:min(3)}',
  guidC: 'guid/{g:guid}',
  boolC: 'bool/{b:bool}',
  dtC: 'dt/{d:datetime}',
  regexC: 'rx/{s:regex(^a+$)}',
  samePathGet: 'same',
  dupA: 'dup',
  dupB: 'dup',
  adminRoute: 'admin/x',
  runtimeRoute: 'runtime/x',
  MixedCase: '',
  string: 'ret/string',
};
const verbs: Readonly<Record<string, readonly string[]>> = {
  anon: ['GET', 'POST'],
  fn: ['GET'],
  nomethods: ['GET', 'POST'],
  nomethods2: [],
};

function http(name: string, methods: readonly string[], route = ''): HttpFunction {
  return { name, trigger: 'httpTrigger', route, methods, authorizationLevel: 'anonymous' };
}

const table = mapRoutes(
  [
    ...Object.entries(routes).map(([name, route]) => http(name, ['GET'], route)),
    ...Object.entries(verbs).map(([name, methods]) => http(name, methods)),
    http('samePathPost', ['POST'], 'same'),
  ],
  'api',
);

const recordings = readHostRecordings().filter(
  ({ instance, family }) => instance === 'http' && family === 'HTTP routes',
);

test('has every recording of a route', () => {
  expect(recordings).toHaveLength(49);
});

test.each(recordings.map((recording) => [recording.name, recording] as const))(
  '%s',
  (_name, { request, response }) => {
    const [path = ''] = request.path.split('?');
    const match = table.find(request.method, path);
    const found = match && { fn: match.info.name, params: match.params };
    if (response.status === 404) {
      expect(found).toBeUndefined();
      return;
    }
    const { fn, params } = JSON.parse(response.body) as { fn: string; params: object };
    const text = JSON.stringify(found).replace(
      /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/,
      '<guid>',
    );
    expect(JSON.parse(text)).toEqual({ fn, params });
  },
);
