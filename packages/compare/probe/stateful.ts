import { setTimeout } from 'node:timers/promises';
import { defineResource, defineTool } from '@side-by-side/tools';
import { z } from 'zod';

/** How each wait goes, by its id. It holds for this process. */
const waits = new Map<string, 'running' | 'done' | 'gone'>();

const id = z.string().describe('Which wait');

export const waiting = defineTool({
  name: 'waiting',
  description: 'Waits for some milliseconds, unless it is told that its client has gone.',
  input: z.object({
    id,
    milliseconds: z.int().min(0).max(10_000).default(0).describe('How long'),
  }),
  output: z.object({ state: z.string().describe('How the wait ended') }),
  handler: async ({ id: wait, milliseconds }, { signal }) => {
    waits.set(wait, 'running');
    const state = await setTimeout(milliseconds, 'done' as const, { signal }).catch(
      () => 'gone' as const,
    );
    waits.set(wait, state);
    return { state };
  },
});

export const waited = defineTool({
  name: 'waited',
  description: 'Tells how a wait goes: running, done, gone or unknown.',
  input: z.object({ id }),
  output: z.object({ state: z.string().describe('How the wait goes') }),
  annotations: { readOnlyHint: true },
  handler: ({ id: wait }) => ({ state: waits.get(wait) ?? 'unknown' }),
});

/** What a hosting mode may give to a handler some day, so that a tool can ask its client. */
interface AskingContext {
  readonly ask?: (what: string) => Promise<string>;
}

export const asking = defineTool({
  name: 'asking',
  description: 'Asks its client for something, where its server gives it a way to do so.',
  input: z.object({
    what: z.enum(['elicitation', 'sampling', 'roots']).describe('What to ask for'),
  }),
  output: z.object({ answer: z.string().describe('What came of it') }),
  handler: async ({ what }, context) => {
    const { ask } = context as AskingContext;
    return { answer: ask ? await ask(what) : 'This server gives its tools no way to ask.' };
  },
});

let text = 'unchanged';

export const change = defineTool({
  name: 'change',
  description: 'Changes a resource, which whoever has subscribed to it wants to know.',
  input: z.object({ text: z.string().describe('What it holds from now on') }),
  output: z.object({ text: z.string().describe('What it holds now') }),
  handler: (args) => {
    text = args.text;
    return { text };
  },
});

export const changing = defineResource({
  name: 'changing',
  description: 'What the tool `change` was told last.',
  uri: 'probe://changing',
  mimeType: 'text/plain',
  read: () => text,
});
