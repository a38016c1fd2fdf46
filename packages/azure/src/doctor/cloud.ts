import type { Check, CheckOutput } from '../checks/run-checks.ts';
import { skipped } from '../checks/results.ts';
import type { Azure } from '../rest/azure.ts';
import type { AzureRights } from '../rest/azure-rights.ts';
import { type Answer, ask } from './answer.ts';
import { checkDeployRights } from './deploy-rights-check.ts';
import { checkNodeOffer } from './node-offer-check.ts';
import { checkProviders, neededProviders } from './provider-checks.ts';
import { checkRegion } from './region-check.ts';
import { checkRegistrations, withoutRegistrations } from './registration-check.ts';
import type { DeploymentSettings } from './settings-check.ts';
import { checkVisible } from './subscription-check.ts';

/** What the checks of Azure are about. */
export interface CloudFacts {
  readonly azure: Azure;
  readonly rights: AzureRights;
  readonly settings: DeploymentSettings;
  /** undefined: none is chosen. */
  readonly subscriptionId: string | undefined;
}

/**
 * The checks that ask Azure, which say nothing but one skipped line where nobody is signed in.
 * @param getFacts undefined where nobody is; asked once
 */
export function cloudChecks(getFacts: () => Promise<CloudFacts | undefined>): readonly Check[] {
  const facts = once(getFacts);
  const visible = once(async () => {
    const { rights, subscriptionId } = (await facts())!;
    return subscriptionId === undefined
      ? undefined
      : ask(() => rights.subscription(subscriptionId));
  });
  const permissions = once(async () => {
    const { rights, subscriptionId } = (await facts())!;
    return ask(() => rights.permissions(subscriptionId!));
  });

  const check = (
    id: string,
    title: string,
    run: (facts: CloudFacts) => Promise<CheckOutput>,
  ): Check => ({
    id,
    title,
    async run() {
      const found = await facts();
      return found ? run(found) : [];
    },
  });
  /** Only where a subscription is chosen, and there for whoever asks. */
  const checkIn = (
    id: string,
    title: string,
    run: (facts: CloudFacts & { readonly subscriptionId: string }) => Promise<CheckOutput>,
  ): Check =>
    check(id, title, async (found) => {
      const { subscriptionId } = found;
      const answer = await visible();
      if (subscriptionId === undefined || !answer || 'refused' in answer) return [];
      return run({ ...found, subscriptionId });
    });

  return [
    {
      id: 'cloud',
      title: 'whether Azure can be asked',
      run: async () =>
        (await facts())
          ? []
          : skipped('cloud', 'Azure was not asked: nobody is signed in.', {
              remedy: 'azd auth login, then: npm run doctor',
            }),
    },
    check('cloud.registrations', 'rights in the directory', async ({ rights, settings }) => {
      const unneeded = withoutRegistrations(settings);
      if (unneeded) return unneeded;
      const [membersMayRegister, isGuest, roles] = await Promise.all([
        ask(() => rights.membersMayRegister()),
        ask(() => rights.isGuest()),
        ask(() => rights.directoryRoles()),
      ]);
      return checkRegistrations({ membersMayRegister, isGuest, roles });
    }),
    check('cloud.subscription', 'the subscription', async ({ subscriptionId }) => {
      const answer = await visible();
      if (subscriptionId === undefined || !answer) {
        return skipped(
          'cloud.subscription',
          'Nothing of Azure but the directory was asked: no subscription is chosen.',
          {
            remedy: 'azd env set AZURE_SUBSCRIPTION_ID ID, then: npm run doctor',
          },
        );
      }
      return checkVisible(subscriptionId, answer);
    }),
    checkIn('cloud.rights', 'rights in the subscription', async ({ settings, subscriptionId }) =>
      checkDeployRights(subscriptionId, await permissions(), settings.usesNetwork),
    ),
    checkIn('cloud.region', 'the region', async ({ azure, settings, subscriptionId }) => {
      const { location } = settings;
      if (location === undefined) {
        return skipped(
          'cloud.region',
          'No region is chosen: azd up asks, and lists those that do.',
        );
      }
      return checkRegion(
        subscriptionId,
        location,
        await ask(() => azure.flexRegions(subscriptionId)),
      );
    }),
    checkIn('cloud.node', 'versions of Node', async ({ rights, settings }) => {
      const { location, nodeVersion } = settings;
      if (location === undefined) return [];
      const answer = await ask(() => rights.flexNodeVersions(location));
      return checkNodeOffer(location, nodeVersion, answer);
    }),
    checkIn(
      'cloud.providers',
      'resource providers',
      async ({ azure, settings, subscriptionId }) => {
        const names = neededProviders(settings.usesNetwork);
        const states = await Promise.all(
          names.map(async (name): Promise<[string, Answer<string>]> => [
            name,
            await ask(() => azure.providerState(subscriptionId, name)),
          ]),
        );
        return checkProviders(subscriptionId, new Map(states), await permissions());
      },
    ),
  ];
}

/** Does it when it is needed first, and once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
