/**
 * Undoes something, once. Part of `@azure/functions-core`.
 * @see Azure/azure-functions-nodejs-worker:types-core/index.d.ts
 */
export class Disposable {
  #undo: (() => unknown) | undefined;

  /** One disposable for many. */
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }

  constructor(undo: () => unknown) {
    this.#undo = undo;
  }

  dispose(): void {
    this.#undo?.();
    this.#undo = undefined;
  }
}
