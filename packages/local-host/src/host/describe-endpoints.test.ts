import { expect, test } from 'vitest';
import { describeEndpoints } from './describe-endpoints.ts';

const url = 'http://localhost:7071';

test('names the MCP endpoint, each HTTP function with its verbs, and what does not work', () => {
  const http = { trigger: 'httpTrigger', authorizationLevel: 'anonymous' } as const;
  const text = describeEndpoints({
    url,
    routePrefix: 'api',
    functions: [
      { name: 'a', trigger: 'mcpToolTrigger' },
      { name: 'b', trigger: 'mcpToolTrigger' },
      { name: 'c', trigger: 'mcpPromptTrigger' },
      { ...http, name: 'hello', route: 'hello/{id?}', methods: ['GET', 'POST'] },
      { name: 'tick', trigger: 'timerTrigger', error: 'not emulated' },
    ] as Parameters<typeof describeEndpoints>[0]['functions'],
  });
  expect(text).toContain('MCP   http://localhost:7071/runtime/webhooks/mcp   2 tools, 1 prompt');
  expect(text).toContain('HTTP  http://localhost:7071/api/hello/{id?}   hello GET POST');
  expect(text).toContain('1 function in error');
});

test('leaves out what an app does not have', () => {
  const text = describeEndpoints({ url, routePrefix: '', functions: [] });
  expect(text).not.toMatch(/MCP|HTTP|error/);
});
