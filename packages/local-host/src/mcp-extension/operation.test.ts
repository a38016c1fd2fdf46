import { expect, test } from 'vitest';
import { describeOperation } from './operation.ts';

test.each([
  ['tools/call', { name: 'greet', arguments: { secret: 1 } }, 'tools/call greet'],
  ['prompts/get', { name: 'review' }, 'prompts/get review'],
  ['resources/read', { uri: 'snippet://secret' }, 'resources/read'],
  ['tools/list', undefined, 'tools/list'],
  ['tools/call', { name: { toString: 1 } }, 'tools/call'],
  ['tools/call', { name: 'a\n\u001b[31mb\u0007' }, 'tools/call a[31mb'],
  ['x'.repeat(5000), {}, `${'x'.repeat(100)}…`],
])('%s with %j is logged as %s', (method, params, logged) => {
  expect(describeOperation({ method, params })).toBe(logged);
});
