import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testContext } from '../testing.ts';
import { defineCatalogue } from './catalogue.ts';
import { InvalidArgumentsError, NotFoundError } from './errors.ts';
import { getPrompt } from './get-prompt.ts';
import { definePrompt } from './prompt.ts';
import { readResource } from './read-resource.ts';
import { defineResource, defineResourceTemplate } from './resource.ts';

const context = testContext();

const catalogue = defineCatalogue({
  resources: [
    defineResource({
      name: 'text',
      description: 'd',
      uri: 'docs://text',
      mimeType: 'text/plain',
      read: () => 'hello',
    }),
    defineResource({
      name: 'bytes',
      description: 'd',
      uri: 'docs://bytes',
      mimeType: 'image/png',
      read: () => new Uint8Array([1, 2]),
    }),
  ],
  resourceTemplates: [
    defineResourceTemplate({
      name: 'any',
      description: 'd',
      uriTemplate: 'docs://{page}',
      mimeType: 'text/plain',
      read: ({ page }) => `page ${page}`,
    }),
  ],
  prompts: [
    definePrompt({
      name: 'ask',
      description: 'Asks.',
      arguments: z.object({ what: z.string().min(2).describe('What') }),
      render: ({ what }, { services }) => `${what} on ${services.now().getUTCDate()}?`,
    }),
  ],
});

describe('readResource', () => {
  test.each([
    ['docs://text', { uri: 'docs://text', mimeType: 'text/plain', text: 'hello' }],
    ['DOCS://Text', { uri: 'DOCS://Text', mimeType: 'text/plain', text: 'hello' }],
    ['docs://bytes', { uri: 'docs://bytes', mimeType: 'image/png', blob: 'AQI=' }],
    ['docs://a%20b', { uri: 'docs://a%20b', mimeType: 'text/plain', text: 'page a b' }],
  ])('reads %s', async (uri, contents) => {
    await expect(readResource(catalogue, uri, context)).resolves.toEqual({ contents: [contents] });
  });

  test('throws for an address that nothing has', async () => {
    await expect(readResource(catalogue, 'docs://a/b', context)).rejects.toThrow(
      new NotFoundError("Unknown resource: 'docs://a/b'"),
    );
  });
});

describe('getPrompt', () => {
  test('becomes one text message of the user', async () => {
    await expect(getPrompt(catalogue, 'Ask', { what: 'Rain' }, context)).resolves.toEqual({
      messages: [{ role: 'user', content: { type: 'text', text: 'Rain on 20?' } }],
    });
  });

  test('names the wrong argument', async () => {
    await expect(getPrompt(catalogue, 'ask', { what: 'x' }, context)).rejects.toThrow(
      InvalidArgumentsError,
    );
    await expect(getPrompt(catalogue, 'ask', undefined, context)).rejects.toThrow(
      "Invalid arguments for prompt 'ask': what: Invalid input: expected string, received undefined",
    );
  });

  test('throws for a prompt that is not there', async () => {
    await expect(getPrompt(catalogue, 'nope', {}, context)).rejects.toThrow(
      new NotFoundError("Unknown prompt: 'nope'"),
    );
  });
});
