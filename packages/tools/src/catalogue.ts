import { defineCatalogue } from './contract/catalogue.ts';
import { planWeekend } from './prompts/plan-weekend.ts';
import { hostingModes } from './resources/hosting-modes.ts';
import { snippet } from './resources/snippet.ts';
import { deleteSnippet } from './tools/delete-snippet.ts';
import { getAlerts } from './tools/get-alerts.ts';
import { getForecast } from './tools/get-forecast.ts';
import { getMyProfile } from './tools/get-my-profile.ts';
import { getSnippet } from './tools/get-snippet.ts';
import { greet } from './tools/greet.ts';
import { listSnippets } from './tools/list-snippets.ts';
import { saveSnippet } from './tools/save-snippet.ts';
import { whoAmI } from './tools/who-am-i.ts';

/** What both servers serve. A new tool is one file in tools/ and one line here. */
export const catalogue = defineCatalogue({
  tools: [
    greet,
    whoAmI,
    getMyProfile,
    getForecast,
    getAlerts,
    saveSnippet,
    getSnippet,
    listSnippets,
    deleteSnippet,
  ],
  resources: [hostingModes],
  resourceTemplates: [snippet],
  prompts: [planWeekend],
});
