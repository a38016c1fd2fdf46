/** Something that is not as it was in the baseline. */
export interface Difference {
  /** `lost` and `slower` are for the worse; `unknown` is for a reader to judge. */
  readonly kind: 'lost' | 'slower' | 'gained' | 'faster' | 'unknown';
  /** The row's id. */
  readonly id: string;
  readonly title: string;
  /** The server's title; absent where it concerns both. */
  readonly server?: string;
  readonly was: string;
  readonly is: string;
  /** What to make of it, in a sentence. */
  readonly sentence?: string;
}

/** Whether a pipeline is to fail for it. */
export function isWorse({ kind }: Difference): boolean {
  return kind === 'lost' || kind === 'slower';
}
