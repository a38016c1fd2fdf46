import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testContext } from '../testing.ts';
import { callTool } from './call-tool.ts';
import { defineCatalogue } from './catalogue.ts';
import type { CallContext } from './context.ts';
import { describeCall } from './context.ts';
import { NotFoundError, ToolError } from './errors.ts';
import { defineTool, type Tool } from './tool.ts';

const double = defineTool({
  name: 'double',
  description: 'Doubles a number.',
  input: z.object({
    value: z.number().describe('What to double'),
    deep: z
      .object({ list: z.array(z.string()) })
      .optional()
      .describe('Unused'),
  }),
  output: z.object({ result: z.number().describe('Twice the value') }),
  handler: ({ value }) => ({ result: value * 2 }),
});

function call(tool: Tool, args: unknown, overrides?: Partial<CallContext>) {
  const context = testContext(overrides);
  const result = callTool(defineCatalogue({ tools: [tool] }), tool.name, args, context);
  return { result, failures: context.failures };
}

describe('callTool', () => {
  test('answers with the output, as structured content and as JSON text', async () => {
    await expect(call(double, { value: 4 }).result).resolves.toEqual({
      content: [{ type: 'text', text: '{"result":8}' }],
      structuredContent: { result: 8 },
    });
  });

  test('finds a tool in any letter case', async () => {
    const catalogue = defineCatalogue({ tools: [double] });
    await expect(callTool(catalogue, 'DOUBLE', { value: 1 }, testContext())).resolves.toMatchObject(
      {
        structuredContent: { result: 2 },
      },
    );
  });

  test('throws for a tool that is not there', async () => {
    await expect(callTool(defineCatalogue({}), 'nope', {}, testContext())).rejects.toThrow(
      new NotFoundError("Unknown tool: 'nope'"),
    );
  });

  test('names each wrong field', async () => {
    const { result } = call(double, { value: '4', deep: { list: [1] } });
    await expect(result).resolves.toEqual({
      isError: true,
      content: [
        {
          type: 'text',
          text: "Invalid arguments for tool 'double': value: Invalid input: expected number, received string; deep.list.0: Invalid input: expected string, received number",
        },
      ],
    });
  });

  test('takes no arguments as an empty object', async () => {
    const optional = { ...double, input: z.object({ value: z.number().default(3) }) };
    await expect(call(optional as unknown as Tool, undefined).result).resolves.toMatchObject({
      structuredContent: { result: 6 },
    });
  });

  test('shows the message of a ToolError', async () => {
    const failing = {
      ...double,
      handler: () => {
        throw new ToolError('Try a smaller number.');
      },
    };
    const { result, failures } = call(failing, { value: 1 });
    await expect(result).resolves.toEqual({
      isError: true,
      content: [{ type: 'text', text: 'Try a smaller number.' }],
    });
    expect(failures).toEqual([]);
  });

  test('hides any other error, and logs its stack', async () => {
    const failing = {
      ...double,
      handler: () => {
        throw new Error('the secret');
      },
    };
    const { result, failures } = call(failing, { value: 1 });
    const text = JSON.stringify(await result);
    expect(text).toContain('failed unexpectedly');
    expect(text).not.toContain('secret');
    expect(failures[0]).toMatch(/Tool 'double' failed: Error: the secret\n\s+at /);
  });

  test('takes an output that does not fit its schema for an error of the tool', async () => {
    const broken = { ...double, handler: () => ({ result: 'eight' }) } as unknown as Tool;
    const { result, failures } = call(broken, { value: 1 });
    await expect(result).resolves.toMatchObject({ isError: true });
    expect(failures[0]).toContain('expected number');
  });

  test('lets a tool render its own content and metadata', async () => {
    const rich: Tool = {
      ...double,
      content: () => [{ type: 'image', data: 'AA==', mimeType: 'image/png' }],
      resultMeta: () => ({ seen: true }),
    } as unknown as Tool;
    await expect(call(rich, { value: 1 }).result).resolves.toEqual({
      content: [{ type: 'image', data: 'AA==', mimeType: 'image/png' }],
      structuredContent: { result: 2 },
      _meta: { seen: true },
    });
  });

  test.each([
    ['nobody is signed in', undefined, 'only for signed-in callers'],
    ['a scope is missing', { scopes: [], roles: ['Admin'] }, 'lacks the scope tools.write'],
    [
      'no role fits',
      { scopes: ['tools.write'], roles: ['Reader'] },
      'only for callers in the role Admin',
    ],
    [
      'there is no role at all',
      { scopes: ['tools.write'], roles: [] },
      'only for callers in the role Admin',
    ],
  ])('refuses a tool with requirements when %s', async (_, rights, message) => {
    const guarded = { ...double, requires: { scopes: ['tools.write'], roles: ['Admin', 'Owner'] } };
    const { result } = call(guarded, { value: 1 }, rights && { caller: { id: 'x', ...rights } });
    const answer = await result;
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer)).toContain(message);
  });

  test('runs a tool with requirements for a caller who has them', async () => {
    const guarded = { ...double, requires: { scopes: ['a'], roles: ['Owner', 'Admin'] } };
    const caller = { id: 'x', scopes: ['a', 'b'], roles: ['Admin'] };
    await expect(call(guarded, { value: 1 }, { caller }).result).resolves.not.toHaveProperty(
      'isError',
    );
  });

  test.each([
    ['ok', { value: 1 }, {}],
    ['error', { value: 'x' }, {}],
    ['failure', { value: 1 }, { handler: () => ({ result: 'x' }) }],
  ])('logs a call that ends in %s, without its arguments', async (outcome, args, changed) => {
    const context = testContext({ caller: { id: 'user-1', name: 'ann', scopes: [], roles: [] } });
    const tool = { ...double, ...changed } as unknown as Tool;
    await callTool(defineCatalogue({ tools: [tool] }), 'double', args, context);
    expect(context.calls).toEqual([
      { tool: 'double', outcome, milliseconds: expect.any(Number), caller: 'ann' },
    ]);
  });
});

test('a call is one line of a log', () => {
  expect(describeCall({ tool: 'greet', outcome: 'ok', milliseconds: 3 })).toBe('greet: ok, 3 ms');
  expect(describeCall({ tool: 'greet', outcome: 'error', milliseconds: 3, caller: 'ann' })).toBe(
    'greet: error, 3 ms, ann',
  );
});
