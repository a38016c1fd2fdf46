import { formatError } from '@side-by-side/local-host';
import type { Hook, HookContext } from './hook.ts';
import type { Settings } from './settings.ts';

/**
 * After packages went out: where the servers are, how to get in, and whether they do what they should. That is not a
 * gate: the packages are there whatever is found, and azd could not take them back. The pipeline verifies by itself.
 */
export const postdeploy: Hook = async (context) => {
  const { settings, say } = context;
  const width = Math.max(...settings.services.map(({ title }) => title.length));
  say('');
  for (const service of settings.services) {
    say(
      `  ${service.title.padEnd(width)}  ${service.mcpUrl ?? 'has no address: run `azd provision`'}`,
    );
  }
  say('');
  for (const line of howToGetIn(settings)) {
    say(`  ${line}`);
  }
  const forEnvironment = settings.environmentName ? ` -- --env ${settings.environmentName}` : '';
  say(`  What clients need: npm run connect${forEnvironment}`);
  say('');
  if (settings.services.length > 0) await verify(context, `npm run verify${forEnvironment}`);
};

async function verify({ verify: look, say, warn }: HookContext, again: string): Promise<void> {
  say('Looking at what was deployed, for three minutes at most …');
  try {
    if (!(await look())) {
      warn(
        `The packages are deployed, but not all is well. docs/troubleshooting.md tells more; to look again: ${again}`,
      );
    }
  } catch (error) {
    warn(`What was deployed was not looked at: ${formatError(error)} To do so: ${again}`);
  }
}

/** How a client gets past the gate of each auth mode; no key is ever printed. */
function howToGetIn({ authMode: mode, services, ...where }: Settings): string[] {
  const { subscriptionId = 'SUBSCRIPTION', resourceGroup = 'GROUP' } = where;
  if (mode === 'anonymous') return ['Anyone may call them (AUTH_MODE=anonymous).'];
  if (mode === 'entra') {
    const audiences = services.flatMap(({ title, identifierUri }) =>
      identifierUri ? [`  ${title}: ${identifierUri}`] : [],
    );
    const others = audiences.length > 0 ? ['Other clients ask for a token to:', ...audiences] : [];
    return ['VS Code signs you in (AUTH_MODE=entra).', ...others];
  }
  const keyOf = { 'extension-server': 'systemKeys.mcp_extension' } as Record<string, string>;
  return [
    'Send a key in the header x-functions-key (AUTH_MODE=key). To see it:',
    ...services.map(
      ({ name, appName }) =>
        `  az functionapp keys list --subscription ${subscriptionId} -g ${resourceGroup} -n ${appName ?? 'APP'} --query ${keyOf[name] ?? 'functionKeys.default'} -o tsv`,
    ),
  ];
}
