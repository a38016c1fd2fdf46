import { AzureError } from './azure-client.ts';

/** Why Azure did not do what was asked of it, as a sentence. A missing right is named as such. */
export function whyNot(error: unknown): string {
  if (!(error instanceof AzureError)) throw error;
  const right = error.status === 403 ? 'you lack the right (' : undefined;
  return `${right ? `${right}${error.message})` : error.message}.`;
}
