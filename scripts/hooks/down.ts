import { whyNot } from '@side-by-side/azure/rest';
import type { Hook } from './hook.ts';
import { forgetLeftBehind, noteLeftBehind, readLeftBehind } from './left-behind.ts';

/** Before `azd down`: notes what it will leave, while azd still knows. */
export const predown: Hook = async ({ settings, environmentFolder }) => {
  await noteLeftBehind(environmentFolder, { registrations: settings.registrations });
};

/** After `azd down`: says what it left, and deletes registrations only when asked. */
export const postdown: Hook = async (context) => {
  const { settings, azure, environmentFolder, say, warn } = context;
  const { registrations } = await readLeftBehind(environmentFolder);
  if (registrations.length === 0) return;
  if (!settings.deleteRegistrations) {
    say('Left in Entra ID, as `azd down` deletes Azure resources only:');
    for (const id of registrations) say(`  registration ${id}`);
    say('The next `azd up` of this environment takes them up again. To delete one:');
    say('  az ad app delete --id ID');
    say('or let `azd down` do it the next time: azd env set DELETE_REGISTRATIONS true');
    return;
  }
  let isDone = true;
  for (const id of registrations) {
    try {
      const was = await azure.deleteRegistration(id);
      say(was ? `✓ Registration ${id} is deleted.` : `Registration ${id} was gone already.`);
    } catch (error) {
      isDone = false;
      warn(`Registration ${id} was not deleted: ${whyNot(error)}`);
    }
  }
  say('For 30 days Entra ID keeps deleted registrations, and their unique names.');
  if (isDone) await forgetLeftBehind(environmentFolder);
};
