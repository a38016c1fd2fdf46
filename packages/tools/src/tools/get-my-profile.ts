import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';

export const getMyProfile = defineTool({
  name: 'get_my_profile',
  title: 'Get my profile',
  description:
    'Tells what the directory of their organisation knows of the user: name, mail, job title, office and language.',
  input: z.object({}),
  output: z.object({
    displayName: z.string().optional().describe('The name that others see'),
    userPrincipalName: z.string().describe('The name that they sign in with'),
    mail: z.string().optional().describe('Their address'),
    jobTitle: z.string().optional().describe('Their job title'),
    officeLocation: z.string().optional().describe('Where their office is'),
    preferredLanguage: z.string().optional().describe('Their language, such as en-US'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: true },
  requires: {},
  isAvailable: ({ profiles }) => profiles !== undefined,
  handler: async (_, context) => {
    const { profiles } = context.services;
    if (!profiles) throw new Error('This server reads no profiles. Set ENABLE_GRAPH_PROFILE.');
    return profiles.mine(context, context);
  },
});
