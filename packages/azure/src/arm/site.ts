import type { FunctionAppConfig, Site } from '@azure/arm-appservice';
import { canonical } from './canonical.ts';

/** A function app, without what Azure answers in different letter case, and without nulls. */
export interface AppSite {
  readonly id: string;
  readonly name: string;
  /** `functionapp,linux` */
  readonly kind: string;
  /** `Running`, `Stopped` … */
  readonly state: string;
  readonly enabled: boolean;
  /** `Normal`, `Limited`, `DisasterRecoveryMode`. */
  readonly availability: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly defaultHostName: string;
  readonly hostNames: readonly string[];
  readonly httpsOnly: boolean;
  /** The plan's: `FlexConsumption`. */
  readonly sku: string | undefined;
  readonly runtime: { readonly name: string; readonly version: string } | undefined;
  readonly storage: PackageStorage | undefined;
  readonly scale: Scale;
  readonly identity: SiteIdentity;
  readonly virtualNetworkSubnetId: string | undefined;
  /** `Enabled`, `Disabled`; undefined is enabled. */
  readonly publicNetworkAccess: string | undefined;
}

/** Where the package of a Flex app is, and how the app gets in. */
export interface PackageStorage {
  /** `blobContainer` */
  readonly type: string | undefined;
  readonly url: string | undefined;
  /** `UserAssignedIdentity`, `SystemAssignedIdentity` or `StorageAccountConnectionString`. */
  readonly authentication: string | undefined;
  readonly identityId: string | undefined;
}

export interface Scale {
  readonly instanceMemoryMB: number | undefined;
  readonly maximumInstanceCount: number | undefined;
  readonly alwaysReady: readonly { readonly name: string; readonly instanceCount: number }[];
  readonly httpConcurrency: number | undefined;
}

export interface SiteIdentity {
  readonly systemAssigned: boolean;
  readonly userAssignedIds: readonly string[];
}

const states = ['Running', 'Stopped'] as const;
const availabilities = ['Normal', 'Limited', 'DisasterRecoveryMode'] as const;
const skus = ['FlexConsumption', 'Dynamic', 'ElasticPremium'] as const;
const runtimes = ['node', 'custom'] as const;
const storageTypes = ['blobContainer'] as const;
const authentications = [
  'UserAssignedIdentity',
  'SystemAssignedIdentity',
  'StorageAccountConnectionString',
] as const;

/**
 * Brings an answer into one form: values may be null, and enums in any letter case.
 * @throws TypeError if it is no app at all
 */
export function readSite(site: Site): AppSite {
  if (!site.id || !site.name) throw new TypeError('There is no app in the answer.');
  return {
    id: site.id,
    name: site.name,
    kind: (site.kind ?? '').toLowerCase(),
    state: canonical(site.state, states) ?? '',
    enabled: site.enabled ?? true,
    availability: canonical(site.availabilityState, availabilities),
    tags: site.tags ?? {},
    defaultHostName: site.defaultHostName ?? '',
    hostNames: site.hostNames ?? [],
    httpsOnly: site.httpsOnly ?? false,
    sku: canonical(site.sku, skus),
    ...readConfig(site.functionAppConfig ?? {}),
    identity: {
      systemAssigned: /\bSystemAssigned\b/i.test(site.identity?.type ?? ''),
      userAssignedIds: Object.keys(site.identity?.userAssignedIdentities ?? {}),
    },
    virtualNetworkSubnetId: site.virtualNetworkSubnetId ?? undefined,
    publicNetworkAccess: canonical(site.publicNetworkAccess, ['Enabled', 'Disabled']),
  };
}

function readConfig({ deployment, runtime, scaleAndConcurrency: scale }: FunctionAppConfig) {
  const storage = deployment?.storage;
  return {
    runtime: runtime?.name
      ? { name: canonical(runtime.name, runtimes) ?? '', version: runtime.version ?? '' }
      : undefined,
    storage: storage
      ? {
          type: canonical(storage.type, storageTypes),
          url: storage.value ?? undefined,
          authentication: canonical(storage.authentication?.type, authentications),
          identityId: storage.authentication?.userAssignedIdentityResourceId ?? undefined,
        }
      : undefined,
    scale: {
      instanceMemoryMB: scale?.instanceMemoryMB ?? undefined,
      maximumInstanceCount: scale?.maximumInstanceCount ?? undefined,
      alwaysReady: (scale?.alwaysReady ?? []).map(({ name, instanceCount }) => ({
        name: name ?? '',
        instanceCount: instanceCount ?? 0,
      })),
      httpConcurrency: scale?.triggers?.http?.perInstanceConcurrency ?? undefined,
    },
  };
}
