import type { App } from './app.ts';
import type { HookCallback } from './core-types.ts';
import { Disposable } from './disposable.ts';
import { ReadOnlyError, SystemRangeError } from './errors.ts';

/** Adds a hook behind those of its name. Disposing of the result takes it out again. */
export function registerHook(app: App, name: string, callback: HookCallback): Disposable {
  const hooks = Object.hasOwn(app.hooks, name) ? app.hooks[name] : undefined;
  if (!hooks) throw new SystemRangeError(`Unrecognized hook "${name}"`);
  hooks.push(callback);
  return new Disposable(() => {
    const index = hooks.indexOf(callback);
    if (index >= 0) hooks.splice(index, 1);
  });
}

/** Runs the hooks of a name one after another; the first that throws ends the row, with its error. */
export async function runHooks(app: App, name: string, context: object): Promise<void> {
  for (const hook of app.hooks[name] ?? []) await hook(context);
}

/** Adds members that hooks can read but not replace; `values` are read each time. */
export function withReadOnly<Target extends object, Values extends object>(
  target: Target,
  values: Values,
): Target & Readonly<Values> {
  for (const name of Object.keys(values)) {
    Object.defineProperty(target, name, {
      enumerable: true,
      get: () => values[name as keyof Values],
      set() {
        throw new ReadOnlyError(name);
      },
    });
  }
  return target as Target & Readonly<Values>;
}
