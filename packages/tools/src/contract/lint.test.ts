import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../catalogue.ts';
import { type CatalogueParts, defineCatalogue } from './catalogue.ts';
import { lintCatalogue } from './lint.ts';
import { definePrompt } from './prompt.ts';
import { defineResource, defineResourceTemplate } from './resource.ts';
import { defineTool } from './tool.ts';

const tool = defineTool({
  name: 'good',
  description: 'A tool without a fault.',
  input: z.object({ a: z.string().describe('A field') }),
  output: z.object({ b: z.string().describe('A field') }),
  handler: ({ a }) => ({ b: a }),
});
const resource = defineResource({
  name: 'page',
  description: 'A page.',
  uri: 'docs://page',
  mimeType: 'text/plain',
  read: () => 'text',
});
const template = defineResourceTemplate({
  name: 'pages',
  description: 'Pages.',
  uriTemplate: 'docs://pages/{id}',
  mimeType: 'text/plain',
  read: ({ id }) => id ?? '',
});
const prompt = definePrompt({
  name: 'ask',
  description: 'Asks.',
  arguments: z.object({ what: z.string().describe('What to ask') }),
  render: ({ what }) => what,
});

function lint(parts: CatalogueParts): string[] {
  return lintCatalogue(defineCatalogue(parts));
}

describe('lintCatalogue', () => {
  test('finds nothing wrong with the catalogue that ships', () => {
    expect(lintCatalogue(catalogue)).toEqual([]);
  });

  test('finds nothing wrong with one of each', () => {
    expect(
      lint({
        tools: [tool],
        resources: [resource],
        resourceTemplates: [template],
        prompts: [prompt],
      }),
    ).toEqual([]);
  });

  test.each(['Greet', '1st', 'get-weather', '', 'a'.repeat(65)])('refuses the name %j', (name) => {
    expect(lint({ tools: [{ ...tool, name }] })).toEqual([
      expect.stringContaining('a name starts with a lower-case letter'),
    ]);
  });

  test('refuses a name that anything else has', () => {
    expect(lint({ tools: [tool], prompts: [{ ...prompt, name: 'good' }] })).toEqual([
      "prompt 'good': the name is taken; every name becomes an Azure function.",
    ]);
  });

  test.each([
    ['a tool', { tools: [{ ...tool, description: ' ' }] }, "tool 'good': describe it."],
    [
      'an input field',
      { tools: [{ ...tool, input: z.object({ a: z.string() }) }] },
      "tool 'good', input, field 'a'",
    ],
    [
      'an output field',
      { tools: [{ ...tool, output: z.object({ b: z.string() }) }] },
      "tool 'good', output, field 'b'",
    ],
    [
      'a prompt argument',
      { prompts: [{ ...prompt, arguments: z.object({ what: z.string() }) }] },
      "prompt 'ask', argument 'what'",
    ],
  ])('asks to describe %s', (_, parts, message) => {
    expect(lint(parts as CatalogueParts)).toEqual([expect.stringContaining(message)]);
  });

  test.each(['page', '/page', 'docs://{page}'])('refuses the address %j of a resource', (uri) => {
    expect(lint({ resources: [{ ...resource, uri }] })).toEqual([
      `resource 'page': '${uri}' is not an absolute URI.`,
    ]);
  });

  test.each([
    'docs://pages',
    '{id}',
    'docs://{a}{b}',
    'docs://{a}-{b}',
    'docs://{a}/{a}',
    'docs://{a',
    'docs://{}/{a}',
  ])('refuses the template %j', (uriTemplate) => {
    expect(lint({ resourceTemplates: [{ ...template, uriTemplate }] })).toEqual([
      expect.stringContaining('is not a URI with parameters'),
    ]);
  });

  test('refuses two resources, and two templates, for the same addresses', () => {
    expect(
      lint({
        resources: [resource, { ...resource, name: 'other', uri: 'DOCS://page' }],
        resourceTemplates: [
          template,
          { ...template, name: 'others', uriTemplate: 'docs://pages/{name}' },
        ],
      }),
    ).toEqual([
      'two resources have the address DOCS://PAGE.',
      'two resource templates match the same addresses: docs://pages/{_}.',
    ]);
  });

  test('refuses a resource without a mime type', () => {
    expect(lint({ resources: [{ ...resource, mimeType: '' }] })).toEqual([
      "resource 'page': give it a mimeType; clients refuse contents without.",
    ]);
  });
});
