import { expect, test } from 'vitest';
import { DotNetError } from '../../dotnet/dotnet-error.ts';
import { verifies } from '../../testing/verifies.ts';
import {
  indexMcpFunctions,
  mcpTriggerType,
  RegistrationError,
  registerMcpFunctions,
} from './registry.ts';
import { BindingMembers } from '../trigger-binding.ts';

verifies(
  'extension.registration.description-missing',
  'extension.registration.duplicate',
  'extension.registration.equivalent-templates',
  'extension.registration.json-words',
);

type Binding = Record<string, unknown> & { type: string };

function index(...bindings: Binding[]) {
  return indexMcpFunctions(
    bindings.map((binding, position) => ({
      type: mcpTriggerType(binding.type)!,
      binding: {
        functionName: `fn${position}`,
        properties: [],
        name: 'context',
        members: new BindingMembers(binding),
      },
    })),
  );
}

function register(...bindings: Binding[]) {
  return registerMcpFunctions(index(...bindings).indexed);
}

/** Which function is refused, and with which exception. */
function refusal(...bindings: Binding[]) {
  try {
    register(...bindings);
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error;
    const { type, source, message } = error.cause;
    return { by: error.functionName, type, source, message };
  }
  throw new Error('Nothing was refused.');
}

const tool = { type: 'mcpToolTrigger', toolName: 't', description: 'd' };
const resource = { type: 'mcpResourceTrigger', uri: 'a://x', resourceName: 'r' };
const prompt = { type: 'mcpPromptTrigger', promptName: 'p' };

test.each([
  [tool, { ...tool, toolName: 'T' }, "Tool with name 'T' is already registered."],
  [resource, { ...resource, uri: 'A://X' }, "Resource with URI 'A://X' is already registered."],
  [prompt, { ...prompt, promptName: 'P' }, "Prompt with name 'P' is already registered."],
  [
    { ...resource, uri: 'a://x/{id}' },
    { ...resource, uri: 'A://x/{name}' },
    "A resource template with an equivalent URI pattern is already registered. Existing: 'a://x/{id}', New: 'A://x/{name}'.",
  ],
])('refuses the second of two that are equal but for letter case: %j', (first, second, message) => {
  const source = 'Microsoft.Azure.Functions.Extensions.Mcp';
  const type = 'System.InvalidOperationException';
  expect(refusal(first, second)).toMatchObject({ by: 'fn1', type, source, message });
});

test('a tool, a resource and a prompt may have the same name', () => {
  const same = 'a://x';
  const { tools, resources, prompts } = register(
    { ...tool, toolName: same },
    { ...resource, uri: same },
    { ...prompt, promptName: same },
  );
  expect([tools.size, resources.size, prompts.size]).toEqual([1, 1, 1]);
});

test('a description may be empty, and not missing', () => {
  const { indexed, errors } = index({ ...tool, description: '' }, { ...tool, description: null });
  expect([...registerMcpFunctions(indexed).tools.values()].map(({ listing }) => listing)).toEqual([
    '{"name":"t","description":"","inputSchema":{"type":"object","properties":{},"required":[]}}',
  ]);
  expect(errors).toMatchObject([
    { functionName: 'fn1', kind: 'binding', message: "Can't figure out which ctor to call." },
  ]);
});

test.each([
  { ...tool, metadata: '[]', inputSchema: {} },
  { ...resource, metadata: '[]', mimeType: {} },
  { ...prompt, metadata: '[]', promptArguments: {} },
])('a binding that cannot be built is not indexed: %j', (binding) => {
  expect(index(binding).errors).toMatchObject([{ kind: 'binding' }]);
});

test.each([
  { ...tool, metadata: '[]', toolProperties: '{}' },
  { ...resource, metadata: '[]', uri: 'relative' },
  { ...prompt, metadata: '[]', promptArguments: '{}' },
])('a function that is not indexed stops no host: %j', (binding) => {
  const { indexed, errors } = index(binding, { ...tool, toolName: 'other' });
  expect(errors).toMatchObject([{ kind: 'indexing', exception: expect.any(DotNetError) }]);
  expect(registerMcpFunctions(indexed).tools.size).toBe(1);
});

test.each([
  [{ promptArguments: '{}' }, 'promptArguments: the JSON value is not a list.'],
  [{ promptArguments: '[{}]' }, 'promptArguments: every argument needs a name.'],
  [{ icons: '[{"src":1}]' }, 'icons: every icon needs a src.'],
])('a prompt with %j is refused in words of the local host', (members, message) => {
  const type = 'System.Text.Json.JsonException';
  expect(refusal({ ...prompt, ...members })).toMatchObject({ by: 'fn0', type, message });
});

test('lists of a prompt may be null', () => {
  expect(register({ ...prompt, promptArguments: 'null', icons: '' }).prompts.size).toBe(1);
});
