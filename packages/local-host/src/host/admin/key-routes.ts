import type { FunctionInfo } from '../../app-runtime.ts';
import type { KeyScope, KeyStore } from '../../platform/key-store.ts';
import { generateKey } from '../../platform/keys.ts';
import {
  type AdminAnswer,
  type AdminCall,
  type AdminRoute,
  addressOf,
  empty,
  ok,
  withLink,
} from './admin-call.ts';

/** The name of the master key among the system keys. */
const masterName = '_master';

/** The keys of the host and of its extensions. `functionkeys` is another word for `keys`. */
export const hostKeyRoutes: readonly AdminRoute[] = [
  {
    methods: ['GET'],
    path: /^\/admin\/host\/(?<scope>keys|functionkeys|systemkeys)$/,
    answer: (call) => list(call, hostScope(call)),
  },
  {
    methods: ['GET'],
    path: /^\/admin\/host\/(?<scope>keys|functionkeys|systemkeys)\/(?<key>[^/]+)$/,
    answer: (call) => get(call, hostScope(call)),
  },
  {
    methods: ['POST', 'PUT'],
    path: /^\/admin\/host\/(?<scope>keys|functionkeys|systemkeys)\/(?<key>[^/]+)$/,
    answer: (call) => set(call, hostScope(call)),
  },
  {
    methods: ['DELETE'],
    path: /^\/admin\/host\/(?<scope>keys|functionkeys|systemkeys)\/(?<key>[^/]+)$/,
    answer: (call) => remove(call, hostScope(call)),
  },
];

type WithFunction = (
  answer: (info: FunctionInfo, call: AdminCall) => AdminAnswer,
) => AdminRoute['answer'];

/** The keys of one function. @param withFunction answers 404 where there is no such function */
export function functionKeyRoutes(withFunction: WithFunction): readonly AdminRoute[] {
  const of = (answer: (call: AdminCall, scope: KeyScope) => AdminAnswer): AdminRoute['answer'] =>
    withFunction(({ name }, call) => answer(call, { functionName: name }));
  const keys = /^\/admin\/functions\/(?<name>[^/]+)\/keys$/;
  const key = /^\/admin\/functions\/(?<name>[^/]+)\/keys\/(?<key>[^/]+)$/;
  return [
    { methods: ['GET'], path: keys, answer: of(list) },
    { methods: ['GET'], path: key, answer: of(get) },
    { methods: ['POST', 'PUT'], path: key, answer: of(set) },
    { methods: ['DELETE'], path: key, answer: of(remove) },
  ];
}

function hostScope({ parameters }: AdminCall): KeyScope {
  return parameters['scope']?.toLowerCase() === 'systemkeys' ? 'system' : 'host';
}

function list({ host, request }: AdminCall, scope: KeyScope): AdminAnswer {
  const keys = Object.entries(host.keys.list(scope)).map(([name, value]) => ({ name, value }));
  return ok(withLink({ keys }, request));
}

function get({ host, request, parameters }: AdminCall, scope: KeyScope): AdminAnswer {
  const name = parameters['key']!;
  const value = isMaster(scope, name) ? host.keys.master : valueOf(host.keys, scope, name);
  return value === undefined ? empty(404) : ok(withLink({ name, value }, request));
}

/** POST makes a value, PUT is given one. */
function set({ host, request, parameters, body }: AdminCall, scope: KeyScope): AdminAnswer {
  const name = parameters['key']!;
  const given =
    request.method === 'PUT' ? (body as { value?: unknown } | undefined)?.value : undefined;
  if (request.method === 'PUT' && typeof given !== 'string') {
    return { status: 400, text: 'Invalid key value' };
  }
  const value = given as string | undefined;
  if (typeof scope === 'string' && name.toLowerCase() === masterName) {
    host.keys.master = value ?? generateKey();
    return ok(withLink({ name, value: host.keys.master }, request));
  }
  const changed = host.keys.set(scope, name, value);
  const model = withLink({ name, value: changed.value }, request);
  return changed.isNew
    ? { status: 201, json: model, headers: { Location: addressOf(request) } }
    : ok(model);
}

function remove({ host, parameters }: AdminCall, scope: KeyScope): AdminAnswer {
  const name = parameters['key']!;
  if (name.toLowerCase() === masterName) return { status: 400, text: 'Cannot delete System Key.' };
  return empty(host.keys.delete(scope, name) ? 204 : 404);
}

function isMaster(scope: KeyScope, name: string): boolean {
  return scope === 'system' && name === masterName;
}

function valueOf(keys: KeyStore, scope: KeyScope, name: string): string | undefined {
  const ring = keys.list(scope);
  return Object.hasOwn(ring, name) ? ring[name] : undefined;
}
