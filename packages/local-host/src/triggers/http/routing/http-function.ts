import type { FunctionInfo } from '../../../app-runtime.ts';

/**
 * Who may call a function, from least to most strict. `user` and `system` are levels too: the master key
 * passes both, and any system key passes `system`.
 * @see Azure/azure-webjobs-sdk-extensions:src/WebJobs.Extensions.Http/AuthorizationLevel.cs
 */
export const authorizationLevels = ['anonymous', 'user', 'function', 'system', 'admin'] as const;

export type AuthorizationLevel = (typeof authorizationLevels)[number];

/** A function that HTTP requests reach. */
export interface HttpFunction extends FunctionInfo {
  readonly trigger: 'httpTrigger';
  /** As written, without the prefix. */
  readonly route: string;
  /** As written, in any letter case; absent: every verb; empty: none. */
  readonly methods?: readonly string[];
  readonly authorizationLevel: AuthorizationLevel;
}

/** Whether a function is one that HTTP requests reach, in error or not; one that is disabled has no route. */
export function isHttpFunction(info: FunctionInfo): info is HttpFunction {
  return info.trigger === 'httpTrigger' && 'route' in info;
}

/** The line of the start log for a mapped function. */
export function describeMapping({ name, route, methods }: HttpFunction, prefix: string): string {
  return `Mapped function route '${prefix}/${route}' [${methods?.join(',') ?? 'all'}] to '${name}'`;
}
