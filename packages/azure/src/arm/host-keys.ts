import type { ServiceName } from '../server.ts';
import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';
import { hideValues, type Secret } from './secret.ts';

/** The keys of a Functions host. The master key is left out: no client should have it. */
export interface HostKeys {
  readonly functionKeys: ReadonlyMap<string, Secret>;
  readonly systemKeys: ReadonlyMap<string, Secret>;
}

/** The answer as it is sent. */
interface KeysBody {
  readonly masterKey?: unknown;
  readonly functionKeys?: unknown;
  readonly systemKeys?: unknown;
}

/**
 * Needs more than the role Reader: Website Contributor, or Contributor.
 * The answer is the one of this service that comes without `properties` around it, and the client reads nothing else;
 * should it ever come as all others do, it is read too.
 * @see Azure/azure-cli: …/appservice/tests/latest/recordings/test_functionapp_keys_list.yaml
 */
export async function readHostKeys(arm: Arm, app: AppReference): Promise<ArmResult<HostKeys>> {
  return askForKeys(arm, app, ({ functionKeys, systemKeys }) => ({
    functionKeys: hideValues(functionKeys),
    systemKeys: hideValues(systemKeys),
  }));
}

/**
 * The key that opens everything, the admin API included. No client should have it: it is read only to ask a host that
 * does not run why it does not.
 */
export async function readMasterKey(
  arm: Arm,
  app: AppReference,
): Promise<ArmResult<Secret | undefined>> {
  return askForKeys(arm, app, ({ masterKey }) => hideValues({ masterKey }).get('masterKey'));
}

async function askForKeys<T>(
  arm: Arm,
  app: AppReference,
  read: (keys: KeysBody) => T,
): Promise<ArmResult<T>> {
  const { listHostKeys } = await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, 'Microsoft.Web/sites/host/listkeys/action', async (options) => {
    let body: (KeysBody & { readonly properties?: KeysBody | null }) | undefined;
    const keys: KeysBody = await listHostKeys(arm.context, app.resourceGroup, app.name, {
      ...options,
      onResponse(response) {
        options.onResponse(response);
        body = response.parsedBody as typeof body;
      },
    });
    return read(body?.properties ?? keys);
  });
}

/**
 * The key that opens a server's MCP endpoint: the system key of the MCP extension, which it makes itself at its first
 * start, or the key of the host that every app has.
 */
export function serverKey(service: ServiceName, keys: HostKeys): Secret | undefined {
  return service === 'extension-server'
    ? keys.systemKeys.get('mcp_extension')
    : keys.functionKeys.get('default');
}
