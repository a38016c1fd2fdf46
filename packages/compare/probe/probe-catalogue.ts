import { setTimeout } from 'node:timers/promises';
import {
  defineCatalogue,
  definePrompt,
  defineResource,
  defineResourceTemplate,
  defineTool,
  NotFoundError,
  ToolError,
} from '@side-by-side/tools';
import { z } from 'zod';
import { asking, change, changing, waited, waiting } from './stateful.ts';

const text = z.object({ text: z.string().describe('A text') });
const nothing = z.object({});
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const echo = defineTool({
  name: 'echo',
  title: 'Echo',
  description:
    'Gives back what it gets, after `delay` milliseconds, unless its client goes before.',
  input: z.object({
    value: z.unknown().describe('Anything'),
    delay: z.int().min(0).max(10_000).default(0).describe('Milliseconds to wait'),
  }),
  output: z.object({ value: z.unknown().describe('What came in') }),
  annotations: { readOnlyHint: true, idempotentHint: true },
  icons: [{ src: 'https://example.com/echo.png', mimeType: 'image/png' }],
  meta: { origin: 'probe' },
  handler: async ({ value, delay }, { signal, log }) => {
    // Measurements call it without: even a timer of 0 ms takes one.
    if (!delay) return { value };
    log.info(`waits for ${delay} ms`);
    await setTimeout(delay, undefined, { signal }).catch(() => log.info('its client has gone'));
    return { value };
  },
});

const nested = defineTool({
  name: 'nested',
  description: 'Takes a nested, constrained input.',
  input: z.object({
    place: z
      .object({
        city: z.string().min(2).describe('The city'),
        tags: z
          .array(z.enum(['warm', 'cold']))
          .max(2)
          .default([])
          .describe('Tags'),
      })
      .describe('A place'),
    count: z.int().min(1).max(5).default(1).describe('How many'),
    either: z.union([z.string(), z.number()]).optional().describe('A text or a number'),
  }),
  output: z.object({ summary: z.string().describe('What came in') }),
  handler: (args) => ({ summary: JSON.stringify(args) }),
});

const failing = defineTool({
  name: 'failing',
  description: 'Fails with a message that is meant for the caller.',
  input: text,
  output: nothing,
  handler: ({ text: message }) => {
    throw new ToolError(message);
  },
});

const throwing = defineTool({
  name: 'throwing',
  description: 'Fails with an error that is nobody’s business.',
  input: nothing,
  output: nothing,
  handler: () => {
    throw new Error('the secret of the database');
  },
});

const lying = defineTool({
  name: 'lying',
  description: 'Returns what its output schema does not allow.',
  input: nothing,
  output: text,
  handler: () => ({ text: 5 }) as unknown as { text: string },
});

const everyBlock = defineTool({
  name: 'every_block',
  description: 'Answers with a content block of each kind, and with metadata.',
  input: nothing,
  output: z.object({ count: z.int().describe('How many blocks') }),
  content: () => [
    { type: 'text', text: 'plain "text" <&> ünïcödé 日本 😀' },
    { type: 'image', data: onePixel, mimeType: 'image/png' },
    { type: 'audio', data: 'c25k', mimeType: 'audio/wav' },
    {
      type: 'resource_link',
      uri: 'probe://static',
      name: 'static',
      description: 'A link',
      mimeType: 'text/plain',
    },
    {
      type: 'resource',
      resource: { uri: 'probe://inner', mimeType: 'text/plain', text: 'inner' },
    },
    {
      type: 'resource',
      resource: { uri: 'probe://bytes', mimeType: 'application/octet-stream', blob: 'AQI=' },
    },
  ],
  resultMeta: ({ count }) => ({ count, nested: { deep: [1, null, 'x'] } }),
  handler: () => ({ count: 6 }),
});

const guarded = defineTool({
  name: 'guarded',
  description: 'Only for callers with a role.',
  input: nothing,
  output: nothing,
  requires: { roles: ['Admin'] },
  handler: () => ({}),
});

const talkative = defineTool({
  name: 'talkative',
  description: 'Reports progress and logs while it runs.',
  input: nothing,
  output: z.object({ done: z.boolean().describe('Whether it is done') }),
  notifies: true,
  handler: (_, context) => {
    context.log.info('begin');
    for (const step of [1, 2, 3]) context.reportProgress(step, 3, `step ${step}`);
    return { done: true };
  },
});

/**
 * One tool, resource or prompt for each thing that a server can do, and that both must do alike. The probes of
 * `src/capabilities` know its names.
 */
export const probeCatalogue = defineCatalogue({
  tools: [
    echo,
    nested,
    failing,
    throwing,
    lying,
    everyBlock,
    guarded,
    talkative,
    waiting,
    waited,
    asking,
    change,
  ],
  resources: [
    changing,
    defineResource({
      name: 'static_text',
      title: 'Static text',
      description: 'A text that looks like an envelope.',
      uri: 'probe://static',
      mimeType: 'application/json',
      meta: { author: 'probe' },
      read: () => '{"content":"{\\"text\\":\\"not me\\"}"}',
    }),
    defineResource({
      name: 'static_bytes',
      description: 'A picture.',
      uri: 'probe://picture',
      mimeType: 'image/png',
      read: () => Buffer.from(onePixel, 'base64'),
    }),
    defineResource({
      name: 'broken',
      description: 'Cannot be read.',
      uri: 'probe://broken',
      mimeType: 'text/plain',
      read: () => {
        throw new Error('the secret of the disk');
      },
    }),
  ],
  resourceTemplates: [
    defineResourceTemplate({
      name: 'page',
      title: 'Page',
      description: 'A page of a book.',
      uriTemplate: 'probe://books/{book}/{page}',
      mimeType: 'text/plain',
      read: ({ book, page }) => {
        if (book === 'none')
          throw new NotFoundError(`Unknown resource: 'probe://books/none/${page}'`);
        return `${page} of ${book}`;
      },
    }),
  ],
  prompts: [
    definePrompt({
      name: 'review',
      title: 'Review',
      description: 'Asks for a review.',
      arguments: z.object({
        code: z.string().describe('The code'),
        language: z.string().optional().describe('Its language'),
      }),
      render: ({ code, language }) => `Review ${language ?? 'this'}: ${code}`,
    }),
    definePrompt({
      name: 'broken_prompt',
      description: 'Cannot be rendered.',
      arguments: z.object({}),
      render: () => {
        throw new Error('the secret of the prompt');
      },
    }),
  ],
});
