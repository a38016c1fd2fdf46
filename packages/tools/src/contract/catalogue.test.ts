import { expect, test } from 'vitest';
import { z } from 'zod';
import { testContext } from '../testing.ts';
import { availableCatalogue, defineCatalogue } from './catalogue.ts';
import { definePrompt } from './prompt.ts';
import { defineTool } from './tool.ts';

function toolNamed(name: string) {
  return defineTool({
    name,
    description: 'd',
    input: z.object({}),
    output: z.object({}),
    handler: () => ({}),
  });
}

test('sorts as the Functions host does: by upper-case letters, so that _ comes last', () => {
  const { tools } = defineCatalogue({
    tools: ['get_x', 'b', 'gets', 'get', 'a2', 'a10'].map(toolNamed),
  });
  expect(tools.map(({ definition }) => definition.name)).toEqual([
    'a10',
    'a2',
    'b',
    'get',
    'gets',
    'get_x',
  ]);
});

test('a server has only the tools that can work with its services', () => {
  const { services } = testContext();
  const needy = { ...toolNamed('needy'), isAvailable: (given: object) => given !== services };
  const catalogue = defineCatalogue({ tools: [toolNamed('plain'), needy] });
  const namesWith = (given: typeof services) =>
    availableCatalogue(catalogue, given).tools.map(({ definition }) => definition.name);
  expect(namesWith(services)).toEqual(['plain']);
  expect(namesWith({ ...services })).toEqual(['needy', 'plain']);
});

test('describes a tool with JSON Schemas in which defaults are optional', () => {
  const { tools } = defineCatalogue({
    tools: [
      defineTool({
        name: 'schemas',
        title: 'Schemas',
        description: 'd',
        input: z.object({
          size: z.enum(['s', 'm']).default('m').describe('The size'),
          nested: z.object({ tags: z.array(z.string()).max(3) }).describe('More'),
        }),
        output: z.object({ ok: z.boolean().describe('Whether') }),
        annotations: { readOnlyHint: true },
        meta: { ui: { resourceUri: 'ui://x' } },
        handler: () => ({ ok: true }),
      }),
    ],
  });
  expect(tools[0]?.description).toMatchInlineSnapshot(`
    {
      "_meta": {
        "ui": {
          "resourceUri": "ui://x",
        },
      },
      "annotations": {
        "readOnlyHint": true,
      },
      "description": "d",
      "inputSchema": {
        "properties": {
          "nested": {
            "description": "More",
            "properties": {
              "tags": {
                "items": {
                  "type": "string",
                },
                "maxItems": 3,
                "type": "array",
              },
            },
            "required": [
              "tags",
            ],
            "type": "object",
          },
          "size": {
            "default": "m",
            "description": "The size",
            "enum": [
              "s",
              "m",
            ],
            "type": "string",
          },
        },
        "required": [
          "nested",
        ],
        "type": "object",
      },
      "name": "schemas",
      "outputSchema": {
        "additionalProperties": false,
        "properties": {
          "ok": {
            "description": "Whether",
            "type": "boolean",
          },
        },
        "required": [
          "ok",
        ],
        "type": "object",
      },
      "title": "Schemas",
    }
  `);
});

test('describes the arguments of a prompt', () => {
  const { prompts } = defineCatalogue({
    prompts: [
      definePrompt({
        name: 'ask',
        description: 'Asks.',
        arguments: z.object({
          what: z.string().describe('What to ask'),
          tone: z.string().optional().describe('How to ask'),
          language: z.string().default('English').describe('In which language'),
        }),
        render: ({ what }) => what,
      }),
    ],
  });
  expect(prompts[0]?.description.arguments).toEqual([
    { name: 'what', description: 'What to ask', required: true },
    { name: 'tone', description: 'How to ask', required: false },
    { name: 'language', description: 'In which language', required: false },
  ]);
});
