import { describe, expect, test } from 'vitest';
import { sampleArguments, wrongValue } from './sample-arguments.ts';
import type { Schema } from './lists.ts';

test('the least that a tool takes: its required members, nested ones too', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      place: {
        type: 'object',
        properties: { city: { type: 'string', minLength: 2 } },
        required: ['city'],
      },
      count: { type: 'integer', minimum: 3 },
      kind: { enum: ['warm', 'cold'] },
      version: { const: 2 },
      tags: { type: 'array', minItems: 1, items: { type: 'boolean' } },
      days: { type: 'number', default: 7 },
      optional: { type: 'string' },
    },
    required: ['place', 'count', 'kind', 'version', 'tags', 'days'],
  };
  expect(sampleArguments(schema)).toEqual({
    place: { city: 'aa' },
    count: 3,
    kind: 'warm',
    version: 2,
    tags: [true],
    days: 7,
  });
});

test('a tool without a schema takes nothing', () => {
  expect(sampleArguments(undefined)).toEqual({});
});

describe('a wrong value', () => {
  test.each(['string', 'number', 'integer', 'boolean', 'array', 'object'])('for a %s', (type) => {
    const value = wrongValue({ type });
    expect(value).toBeDefined();
    const own = Array.isArray(value) ? 'array' : typeof value;
    expect(own).not.toBe(type);
  });

  test('is not known where a schema allows several types, or says none', () => {
    expect(wrongValue({ type: ['string', 'null'] })).toBeUndefined();
    expect(wrongValue({})).toBeUndefined();
  });
});
