/** Runs an operation after those that were given before it under the same key, however they ended. */
export type RunInTurn = <Result>(key: string, operation: () => Promise<Result>) => Promise<Result>;

export function createTurns(): RunInTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, operation) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(operation, operation);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
