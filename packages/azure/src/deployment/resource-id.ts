/** A function app, as its resource id names it. */
export interface SiteReference {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const pattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Web\/sites\/([^/]+)$/i;

/** Reads the resource id of a function app; undefined for that of anything else. Letter case does not matter. */
export function parseSiteId(id: string): SiteReference | undefined {
  const [, subscriptionId, resourceGroup, name] = pattern.exec(id) ?? [];
  return subscriptionId && resourceGroup && name
    ? { subscriptionId, resourceGroup, name }
    : undefined;
}
