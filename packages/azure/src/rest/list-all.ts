import type { AzureClient } from './azure-client.ts';

interface Page<T> {
  readonly value?: readonly T[];
  /** Of Azure Resource Manager. */
  readonly nextLink?: string;
  /** Of Microsoft Graph. */
  readonly '@odata.nextLink'?: string;
}

/** More pages than any of these lists has; a list that never ends must not hang azd. */
const mostPages = 20;

/** Gets a list of Azure with all its pages. */
export async function listAll<T>(client: AzureClient, path: string): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined = path;
  for (let page = 0; next && page < mostPages; page++) {
    const answer: Page<T> = await client.send('GET', next);
    items.push(...(answer.value ?? []));
    next = answer.nextLink ?? answer['@odata.nextLink'];
  }
  return items;
}
