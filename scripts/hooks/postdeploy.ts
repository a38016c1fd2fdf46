import { formatError } from '@side-by-side/local-host';
import type { Hook, HookContext } from './hook.ts';
import type { Settings } from './settings.ts';

/**
 * After packages went out: where the servers are, how to get in, and whether they do what they should. That is not a
 * gate: the packages are there whatever is found, and azd could not take them back. The pipeline verifies by itself.
 */
export const postdeploy: Hook = async (context) => {
  const { settings, tell } = context;
  const { services } = settings;
  const width = Math.max(...services.map(({ title }) => title.length));
  const addresses = services.map(
    ({ title, mcpUrl }) =>
      `  ${title.padEnd(width)}  ${mcpUrl ?? 'has no address: run `azd provision`'}`,
  );
  const ways = howToGetIn(settings);
  const forEnvironment = settings.environmentName ? ` -- --env ${settings.environmentName}` : '';
  const connect = `What clients need: npm run connect${forEnvironment}`;
  const looking = 'Looking at what was deployed, for three minutes at most …';
  tell([
    '',
    ...addresses,
    '',
    ...[...ways, connect].map((line) => `  ${line}`),
    '',
    ...(services.length > 0 ? [looking] : []),
  ]);
  if (services.length > 0) await verify(context, `npm run verify${forEnvironment}`);
};

async function verify({ verify: look, tell }: HookContext, again: string): Promise<void> {
  try {
    const { ok, lines } = await look();
    const advice = `Warning: The packages are deployed, but not all is well. docs/troubleshooting.md tells more; to look again: ${again}`;
    tell(ok ? lines : [...lines, advice]);
  } catch (error) {
    tell([
      `Warning: What was deployed was not looked at: ${formatError(error)} To do so: ${again}`,
    ]);
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
