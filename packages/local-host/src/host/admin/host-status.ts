import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { hostVersion } from '../../settings/version.ts';
import { statusErrors } from '../start-failure.ts';
import type { AdministeredHost } from './administered-host.ts';

/**
 * What `/admin/host/status` says. The members and their order were recorded from Functions host 4.1037;
 * newer hosts also name the extension bundle that they loaded, which the local host never does.
 */
export function describeStatus(host: AdministeredHost): object {
  const { env, state, failure } = host;
  const errors = statusErrors(failure);
  return {
    id: hostId(host),
    state,
    version: hostVersion,
    versionDetails: hostVersion.replace(/\.0$/, ''),
    platformVersion: env['WEBSITE_PLATFORM_VERSION'] ?? '',
    instanceId: env['WEBSITE_INSTANCE_ID'] ?? '',
    computerName: env['WEBSITE_INSTANCE_ID'] ? (env['COMPUTERNAME'] ?? '') : '',
    ...(errors.length > 0 && { errors }),
    processUptime: Math.round(process.uptime() * 1000),
    functionAppContentEditingState: 'Unknown',
  };
}

/**
 * The id under which hosts of one app share what they keep in storage: of the setting, else of the app's
 * name on Azure, else of machine and folder.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/ScriptHostIdProvider.cs
 */
function hostId({ env, appRoot }: AdministeredHost): string {
  const set = env['AzureFunctionsWebHost__hostid'] || env['AzureFunctionsJobHost__id'];
  if (set) return set;
  const site = env['WEBSITE_SITE_NAME']?.toLowerCase();
  if (site) return site.slice(0, 32).replace(/-$/, '');
  const machine = hostname()
    .toLowerCase()
    .replace(/[^a-z\d]/g, '')
    .slice(0, 20);
  const folder = createHash('sha256').update(appRoot).digest('hex').slice(0, 10);
  return `${machine}-${folder}`;
}
