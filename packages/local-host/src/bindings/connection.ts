import { appSetting, sectionMembers } from './app-settings.ts';

/** What the app settings say of the storage account that a binding names. */
export type Connection =
  | { readonly kind: 'unset'; readonly setting: string }
  /** `UseDevelopmentStorage=true`; `endpoint` is where Azurite would have its blobs. */
  | { readonly kind: 'development'; readonly setting: string; readonly endpoint: string }
  | { readonly kind: 'account'; readonly setting: string; readonly connectionString: string }
  /** An endpoint and no key, for which the host has to be somebody. */
  | { readonly kind: 'identity'; readonly setting: string };

/**
 * Looks a connection up as the host does: by its name with `AzureWebJobs` in front, then without, each
 * first among the connection strings.
 * @param name as the binding has it; without one it is `AzureWebJobsStorage`
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Extensions/IConfigurationExtensions.cs
 */
export function findConnection(name: string | undefined, env: NodeJS.ProcessEnv): Connection {
  const wanted = name?.trim() ? name : 'Storage';
  const candidates = [`AzureWebJobs${wanted}`, wanted].flatMap((key) => [
    `ConnectionStrings:${key}`,
    key,
  ]);
  for (const setting of candidates) {
    const value = appSetting(env, setting)?.trim();
    if (value) return connectionOf(setting, value);
    if (sectionMembers(env, setting).length > 0) return { kind: 'identity', setting };
  }
  return { kind: 'unset', setting: name?.trim() ? name : 'AzureWebJobsStorage' };
}

function connectionOf(setting: string, connectionString: string): Connection {
  if (!/^UseDevelopmentStorage\s*=\s*true\b/i.test(connectionString)) {
    return { kind: 'account', setting, connectionString };
  }
  const [, proxy] = /;\s*DevelopmentStorageProxyUri\s*=\s*([^;]+)/i.exec(connectionString) ?? [];
  const uri = URL.parse(proxy ?? 'http://127.0.0.1');
  // Of the proxy only protocol and host count, as in the storage libraries of .NET.
  const origin = uri?.hostname ? `${uri.protocol}//${uri.hostname}` : 'http://127.0.0.1';
  return { kind: 'development', setting, endpoint: `${origin}:10000/devstoreaccount1` };
}
