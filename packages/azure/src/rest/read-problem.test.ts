import { expect, test } from 'vitest';
import { readProblem } from './read-problem.ts';

test.each([
  [
    'Azure Resource Manager',
    { error: { code: 'ResourceGroupNotFound', message: 'It could not be found.' } },
    { code: 'ResourceGroupNotFound', message: 'It could not be found.' },
  ],
  [
    'Azure Monitor',
    { code: 'BadRequest', message: 'No such metric.' },
    { code: 'BadRequest', message: 'No such metric.' },
  ],
  [
    'App Service',
    {
      Code: 'NotFound',
      Message: 'The operation 1 is not found.',
      Target: null,
      Details: [{ Message: 'The operation 1 is not found.' }, { Code: 'NotFound' }],
      Innererror: null,
    },
    { code: 'NotFound', message: 'The operation 1 is not found.' },
  ],
])('a refusal of %s is read', (_, body, problem) => {
  expect(readProblem(body)).toEqual({ ...problem, denied: undefined });
});

test.each([
  "The client 'a' with object id 'b' does not have authorization to perform action 'Microsoft.Web/sites/read' over scope '/x' or the scope is invalid. If access was recently granted, please refresh your credentials.",
  "The client 'a' with object id 'b' has permission to perform action 'Microsoft.Web/sites/write' on scope '/x'; however, it does not have permission to perform action 'Microsoft.Web/sites/read' on the linked scope(s) '/y'.",
  "The client has permission to perform action 'x'; however, it does not have permission to perform action(s) 'Microsoft.Web/sites/read' on the linked scope(s) '/y'.",
])('the action that is not permitted is found: %s', (message) => {
  const { denied } = readProblem({ error: { code: 'AuthorizationFailed', message } });
  expect(denied).toBe('Microsoft.Web/sites/read');
});

test.each([
  undefined,
  null,
  '<html>sign in to the network</html>',
  [],
  { error: null },
  { error: 'invalid' },
  { error: { code: 7, message: '' } },
])('what is no refusal says nothing: %j', (body) => {
  expect(readProblem(body)).toEqual({ code: undefined, message: undefined, denied: undefined });
});
