import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { BindingError, BindingMembers } from '../trigger-binding.ts';
import { readHttpTrigger } from './http-trigger.ts';

verifies('host.http-triggers', 'host.function-keys');

const read = (members: Record<string, unknown>) =>
  readHttpTrigger({
    functionName: 'fn',
    name: 'req',
    members: new BindingMembers(members),
    properties: [],
  });

test('a trigger that says nothing has the name of its function as route, every verb, and asks for a key', () => {
  expect(read({})).toEqual({
    name: 'fn',
    trigger: 'httpTrigger',
    route: 'fn',
    authorizationLevel: 'function',
  });
});

test('it says its route, its verbs and, in any letter case, its level', () => {
  expect(read({ route: 'a/{b}', methods: ['get', 'POST'], authLevel: 'Anonymous' })).toMatchObject({
    route: 'a/{b}',
    methods: ['get', 'POST'],
    authorizationLevel: 'anonymous',
  });
  expect(read({ methods: [], authLevel: 'ADMIN' })).toMatchObject({
    methods: [],
    authorizationLevel: 'admin',
  });
});

test.each(['', 'all'])('the level %o puts the function in error', (authLevel) => {
  expect(() => read({ authLevel })).toThrow(
    new BindingError(`Error converting value "${authLevel}" to type 'AuthorizationLevel'.`),
  );
});
