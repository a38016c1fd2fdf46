import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';

export const whoAmI = defineTool({
  name: 'who_am_i',
  title: 'Who am I?',
  description: 'Tells who is signed in to this server, and with which rights.',
  input: z.object({}),
  output: z.object({
    signedIn: z.boolean().describe('Whether the platform has checked who calls'),
    id: z.string().optional().describe('The object id of the user or application'),
    name: z.string().optional().describe('The name that they sign in with'),
    tenantId: z.string().optional().describe('The tenant that they belong to'),
    clientId: z.string().optional().describe('The client application that they use'),
    scopes: z.array(z.string()).describe('What the user allows the client to do'),
    roles: z.array(z.string()).describe('The application roles that they hold'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  handler: (_, { caller }) => ({
    ...caller,
    signedIn: caller !== undefined,
    scopes: [...(caller?.scopes ?? [])],
    roles: [...(caller?.roles ?? [])],
  }),
});
