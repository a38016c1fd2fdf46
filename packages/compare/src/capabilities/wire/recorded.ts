/** A request and its answer as they are recorded while they happen; not yet fit to be shown. */
export interface Recorded {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** Its body grows as long as the answer comes in. */
  response?: { status: number; headers: Record<string, string>; body: string };
  /** Why there is no answer. */
  problem?: string;
}

/** How much of an answer is kept, in characters: enough to find secrets in it before it is cut. */
export const keptCharacters = 64 * 1024;
