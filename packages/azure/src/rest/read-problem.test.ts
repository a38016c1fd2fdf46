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
  expect(readProblem(body, 400)).toEqual({ ...problem, denied: undefined });
});

test.each([
  "The client 'a' with object id 'b' does not have authorization to perform action 'Microsoft.Web/sites/read' over scope '/x' or the scope is invalid. If access was recently granted, please refresh your credentials.",
  "The client 'a' with object id 'b' has permission to perform action 'Microsoft.Web/sites/write' on scope '/x'; however, it does not have permission to perform action 'Microsoft.Web/sites/read' on the linked scope(s) '/y'.",
  "The client has permission to perform action 'x'; however, it does not have permission to perform action(s) 'Microsoft.Web/sites/read' on the linked scope(s) '/y'.",
])('the action that is not permitted is found: %s', (message) => {
  const { denied } = readProblem({ error: { code: 'AuthorizationFailed', message } }, 403);
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
  expect(readProblem(body, 400)).toEqual({
    code: undefined,
    message: undefined,
    denied: undefined,
  });
});

test('of a throttled request the code alone is handed on: the message names who asks', () => {
  const message = "Number of 'read' requests for subscription 's' actor 'a' exceeded.";
  const body = { error: { code: 'SubscriptionRequestsThrottled', message } };
  expect(readProblem(body, 429)).toEqual({
    code: 'SubscriptionRequestsThrottled',
    message: 'it is asked too often.',
    denied: undefined,
  });
});

test.each([
  ['its first line', 'It is so.\r\nTrace: 1', 'It is so.'],
  ['what fits into a line', 'x'.repeat(5_000), 'x'.repeat(300)],
])('of a message %s is handed on', (_, message, says) => {
  expect(readProblem({ code: 'A', message }, 400).message).toBe(says);
});
