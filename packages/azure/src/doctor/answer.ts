import { AzureError } from '../rest/azure-client.ts';
import { whyNot } from '../rest/why-not.ts';

/** What Azure answered, or why it did not. */
export type Answer<T> =
  | { readonly value: T }
  | { readonly refused: string; readonly status: number | undefined };

/** Asks, and takes a refusal for an answer. Other errors are ours, and thrown. */
export async function ask<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    if (!(error instanceof AzureError)) throw error;
    return { refused: whyNot(error), status: error.status };
  }
}
