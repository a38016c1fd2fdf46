import type { AuthMode, EnvironmentService } from '@side-by-side/azure';
import type { Hook } from './hook.ts';

/** After packages went out: where the servers are, and how to get in. */
export const postdeploy: Hook = async ({ settings, say }) => {
  const width = Math.max(...settings.services.map(({ title }) => title.length));
  say('');
  for (const service of settings.services) {
    say(
      `  ${service.title.padEnd(width)}  ${service.mcpUrl ?? 'has no address: run `azd provision`'}`,
    );
  }
  say('');
  for (const line of howToGetIn(settings.authMode, settings.services, settings.resourceGroup)) {
    say(`  ${line}`);
  }
  say('');
};

/** How a client gets past the gate of each auth mode; no key is ever printed. */
export function howToGetIn(
  mode: AuthMode,
  services: readonly EnvironmentService[],
  resourceGroup = 'GROUP',
): string[] {
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
        `  az functionapp keys list -g ${resourceGroup} -n ${appName ?? 'APP'} --query ${keyOf[name] ?? 'functionKeys.default'} -o tsv`,
    ),
  ];
}
