import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';

export const greet = defineTool({
  name: 'greet',
  title: 'Greet',
  description: 'Greets someone by name. Use it when the user asks for a greeting.',
  input: z.object({
    name: z.string().min(1).max(100).default('world').describe('Who to greet'),
  }),
  output: z.object({ greeting: z.string().describe('The greeting') }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  handler: ({ name }) => ({ greeting: `Hello, ${name}!` }),
});
