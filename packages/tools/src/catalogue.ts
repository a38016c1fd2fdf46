import { defineCatalogue } from './contract/catalogue.ts';
import { planWeekend } from './prompts/plan-weekend.ts';
import { hostingModes } from './resources/hosting-modes.ts';
import { greet } from './tools/greet.ts';
import { whoAmI } from './tools/who-am-i.ts';

/** What both servers serve. A new tool is one file in tools/ and one line here. */
export const catalogue = defineCatalogue({
  tools: [greet, whoAmI],
  resources: [hostingModes],
  resourceTemplates: [],
  prompts: [planWeekend],
});
