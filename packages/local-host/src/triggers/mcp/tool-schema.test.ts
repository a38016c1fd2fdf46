import fc from 'fast-check';
import { type Node, parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { describeException, DotNetError } from '../../dotnet/dotnet-error.ts';
import { verifies } from '../../testing/verifies.ts';
import { makeInputSchema, makeOutputSchema, readToolSchemas } from './tool-schema.ts';
import { BindingMembers } from '../trigger-binding.ts';

verifies(
  'extension.tool.schema',
  'extension.registration.schema-as-object',
  'extension.registration.schema-missing',
  'extension.registration.schema-invalid',
  'extension.registration.schema-not-json',
  'extension.registration.schema-ignored',
  'extension.registration.properties-missing',
  'extension.registration.property-without-type',
  'extension.registration.blank-name',
  'extension.registration.blank-name-required',
);

function inputOf(binding: Record<string, unknown>) {
  return makeInputSchema('t', readToolSchemas(new BindingMembers(binding)));
}

function outputOf(outputSchema: string) {
  return makeOutputSchema('t', readToolSchemas(new BindingMembers({ outputSchema })));
}

/** What the log would show of the refusal. */
function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DotNetError) return describeException(error);
    throw error;
  }
  return 'nothing was refused';
}

/** The members of an object in their order, doubles too, which JSON.parse would lose. */
function membersOf(node: Node | undefined): { name: string; value: Node }[] {
  return (node?.children ?? []).map(({ children }) => ({
    name: children![0]!.value as string,
    value: children![1]!,
  }));
}

describe('a schema from toolProperties', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('a', 'b', ' ', '', '__proto__', '"'),
  );
  const property = fc.record(
    {
      propertyName: fc.option(name),
      propertyType: fc.option(fc.string({ maxLength: 8 })),
      description: fc.option(fc.string({ unit: 'binary', maxLength: 20 })),
      isRequired: fc.boolean(),
      isArray: fc.boolean(),
      enumValues: fc.option(fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 })),
    },
    { requiredKeys: [] },
  );
  type Property = typeof property extends fc.Arbitrary<infer Value> ? Value : never;

  function schemaOf(properties: readonly object[]) {
    const { json, required } = inputOf({ toolProperties: JSON.stringify(properties) });
    const root = membersOf(parseTree(json));
    return { json, asked: required, root, listed: membersOf(root[1]?.value) };
  }

  const isListed = ({ propertyName }: Property) => Boolean(propertyName?.trim());

  test('is JSON with the same three members, always in that order', () => {
    fc.assert(
      fc.property(fc.array(property), (properties) => {
        const { json, root } = schemaOf(properties);
        expect(json).toMatch(/^[ -~]*$/);
        expect(JSON.parse(json)).toMatchObject({ type: 'object' });
        expect(root.map((member) => member.name)).toEqual(['type', 'properties', 'required']);
      }),
    );
  });

  test('lists every property that has a name, in order, doubles twice', () => {
    fc.assert(
      fc.property(fc.array(property), (properties) => {
        expect(schemaOf(properties).listed.map((member) => member.name)).toEqual(
          properties.filter(isListed).map(({ propertyName }) => propertyName),
        );
      }),
    );
  });

  test('requires exactly the names that are required, without blanks and doubles', () => {
    fc.assert(
      fc.property(fc.array(property), (properties) => {
        const wanted = properties.filter(isListed).filter(({ isRequired }) => isRequired);
        const { required } = JSON.parse(schemaOf(properties).json) as { required: string[] };
        expect(required).toEqual([...new Set(wanted.map(({ propertyName }) => propertyName))]);
      }),
    );
  });

  test('writes type, enum, items and description of each as they were given', () => {
    fc.assert(
      fc.property(fc.array(property), (properties) => {
        const { json, listed } = schemaOf(properties);
        for (const [index, given] of properties.filter(isListed).entries()) {
          const { offset, length } = listed[index]!.value;
          const { propertyType = null, isArray = false, enumValues } = given;
          const type = {
            type: propertyType,
            ...(enumValues && enumValues.length > 0 && { enum: enumValues }),
          };
          const wanted = {
            ...(isArray ? { type: 'array', items: type } : type),
            description: given.description ?? '',
          };
          const text = json.slice(offset, offset + length);
          expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(wanted));
        }
      }),
    );
  });

  test('does not depend on the letter case of member names, and the last of two counts', () => {
    fc.assert(
      fc.property(fc.array(property), fc.infiniteStream(fc.boolean()), (properties, coin) => {
        const mixed = properties.map((given) =>
          Object.fromEntries(
            Object.entries(given).map(([member, value]) => [
              member.replace(/./g, (c) => (coin.next().value ? c.toUpperCase() : c)),
              value,
            ]),
          ),
        );
        expect(schemaOf(mixed).json).toBe(schemaOf(properties).json);
      }),
    );
    const twice = '[{"propertyName":"a","isRequired":true,"ISREQUIRED":false,"PropertyName":"b"}]';
    expect(inputOf({ toolProperties: twice }).json).toBe(
      '{"type":"object","properties":{"b":{"type":null,"description":""}},"required":[]}',
    );
  });

  test('asks in each call for what is required, without a name and twice too', () => {
    const properties = [' ', 'a', 'a'].map((propertyName) => ({ propertyName, isRequired: true }));
    expect(schemaOf(properties).asked).toEqual([' ', 'a', 'a']);
  });

  test.each([
    ['no text', undefined],
    ['an empty list', '[]'],
    ['null', ' null '],
    ['a list of null', '[null]'],
  ])('has no properties for %s', (_, toolProperties) => {
    expect(inputOf({ toolProperties }).json).toBe(
      '{"type":"object","properties":{},"required":[]}',
    );
  });
});

describe("the worker's own schema", () => {
  const own = '{ "required": ["a", 1], "type": "object", "x": 1.50, "x": "<" }';

  test('is listed as it stands, and its texts in `required` are asked for', () => {
    expect(inputOf({ useWorkerInputSchema: true, inputSchema: own })).toEqual({
      json: '{"required":["a",1],"type":"object","x":1.50,"x":"\\u003C"}',
      required: ['a'],
    });
    expect(outputOf(own)).toBe('{"required":["a",1],"type":"object","x":1.50,"x":"\\u003C"}');
    expect(outputOf('')).toBeUndefined();
  });

  test('is ignored without useWorkerInputSchema, even where it would be refused', () => {
    for (const inputSchema of [own, '[]', '{']) {
      expect(inputOf({ inputSchema }).json).toBe('{"type":"object","properties":{},"required":[]}');
    }
  });

  test.each([undefined, null, ''])('is missing where it is %j', (inputSchema) => {
    expect(refusal(() => inputOf({ useWorkerInputSchema: true, inputSchema }))).toBe(
      'System.InvalidOperationException: InputSchema is null or invalid. ',
    );
  });

  test.each([
    '[]',
    'null',
    '"object"',
    '{}',
    '{"type":"Object"}',
    '{"type":["object"]}',
    '{"type":"object","properties":[]}',
    '{"type":"object","properties":null}',
    '{"type":"object","required":{}}',
    '{"type":"object","required":null}',
  ])('is refused as %s', (schema) => {
    const message = (kind: string) =>
      `System.ArgumentException: The specified document is not a valid MCP tool ${kind} JSON schema. (Parameter 'attribute')`;
    expect(refusal(() => inputOf({ useWorkerInputSchema: true, inputSchema: schema }))).toBe(
      message('input'),
    );
    expect(refusal(() => outputOf(schema))).toBe(message('output'));
  });

  test('is refused where it is no JSON, with the name of the tool', () => {
    const parser =
      '\n ---> System.Text.Json.JsonReaderException: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. LineNumber: 0 | BytePositionInLine: 1.';
    expect(refusal(() => inputOf({ useWorkerInputSchema: true, inputSchema: '{' }))).toBe(
      `System.InvalidOperationException: Failed to parse InputSchema for tool 't'. Schema must be valid JSON.${parser}`,
    );
    expect(refusal(() => outputOf('{'))).toBe(
      `System.InvalidOperationException: Failed to parse OutputSchema for tool 't'. Schema must be valid JSON.${parser}`,
    );
  });

  test('is an error of the binding where it is an object, even if it is not used', () => {
    expect(() => inputOf({ inputSchema: {} })).toThrow('Can not convert Object to String.');
  });
});
