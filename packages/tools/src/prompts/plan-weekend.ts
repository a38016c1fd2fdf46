import { z } from 'zod';
import { definePrompt } from '../contract/prompt.ts';

export const planWeekend = definePrompt({
  name: 'plan_weekend',
  title: 'Plan a weekend',
  description: 'Asks for a plan for the coming weekend in a city.',
  arguments: z.object({
    city: z.string().min(1).describe('Where to spend the weekend'),
    interests: z.string().optional().describe('What you like to do'),
  }),
  render: ({ city, interests }, { services }) =>
    [
      `Today is ${services.now().toISOString().slice(0, 10)}. Plan my coming weekend in ${city}.`,
      interests && `I like: ${interests}.`,
      'Look up the weather with get_forecast and get_alerts first, and let it decide what to do outdoors.',
      'When the plan is done, offer to keep it with save_snippet.',
    ]
      .filter(Boolean)
      .join(' '),
});
