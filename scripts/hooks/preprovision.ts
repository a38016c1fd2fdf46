import { regionObjection, whyNot } from '@side-by-side/azure/rest';
import { UsageError } from '@side-by-side/local-host/errors';
import type { Hook, HookContext } from './hook.ts';

/** Virtual networks of Flex apps come from it. ARM registers only what the template itself names. */
const networkProvider = 'Microsoft.App';
const patienceMs = 180_000;
const pollMs = 5_000;

/** Before anything is made: what would fail only after minutes, and say little about why. */
export const preprovision: Hook = async (context) => {
  const { settings, warn } = context;
  if (settings.services.length === 0) {
    throw new UsageError(
      'Both servers are switched off. Switch one on: azd env set DEPLOY_EXTENSION_SERVER true',
    );
  }
  if (settings.authMode === 'anonymous') {
    warn('AUTH_MODE is anonymous: anyone on the internet will be able to call the servers.');
  }
  const { subscriptionId, location } = settings;
  if (!subscriptionId) return;
  if (location) await checkRegion(context, subscriptionId, location);
  if (settings.vnetEnabled) await registerNetworkProvider(context, subscriptionId);
};

async function checkRegion(
  { azure, warn }: HookContext,
  subscriptionId: string,
  location: string,
): Promise<void> {
  let regions: readonly string[];
  try {
    regions = await azure.flexRegions(subscriptionId);
  } catch (error) {
    return warn(`Whether ${location} has Flex Consumption was not checked: ${whyNot(error)}`);
  }
  const objection = regionObjection(location, regions);
  if (objection) throw new UsageError(objection);
}

async function registerNetworkProvider(
  { azure, clock, say, warn }: HookContext,
  subscriptionId: string,
): Promise<void> {
  const byHand = `If provisioning fails with InternalServerError: az provider register --subscription ${subscriptionId} --namespace ${networkProvider} --wait`;
  try {
    let state = await azure.providerState(subscriptionId, networkProvider);
    if (state === 'Registered') return;
    say(`Registering ${networkProvider}, which virtual networks need …`);
    state = await azure.registerProvider(subscriptionId, networkProvider);
    const end = clock.now() + patienceMs;
    while (state !== 'Registered' && clock.now() < end) {
      await clock.wait(pollMs);
      state = await azure.providerState(subscriptionId, networkProvider);
    }
    if (state === 'Registered') say(`✓ ${networkProvider} is registered.`);
    else warn(`${networkProvider} is still ${state}. ${byHand}`);
  } catch (error) {
    warn(`${networkProvider} was not registered: ${whyNot(error)} ${byHand}`);
  }
}
