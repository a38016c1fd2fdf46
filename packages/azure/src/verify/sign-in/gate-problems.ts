import type { AuthSettings } from '../../arm/auth-settings.ts';
import type { Problem } from './problem.ts';

/** Whether it stands in the way at all, and answers as MCP clients need it. */
export function gateProblems(auth: AuthSettings, path: string): readonly Problem[] {
  if (!auth.enabled) return [{ what: 'Easy Auth is off.', known: 'easy-auth-off' }];
  const action = auth.unauthenticatedClientAction ?? '(none)';
  if (!auth.requireAuthentication || action === 'AllowAnonymous') {
    return [{ what: 'Easy Auth requires no sign-in.', known: 'easy-auth-lets-through' }];
  }
  const excluded = auth.excludedPaths.find((one) => one && path.startsWith(one.replace(/\*$/, '')));
  return [
    ...(excluded === undefined
      ? []
      : [{ what: `Easy Auth excludes ${excluded}.`, known: 'easy-auth-lets-through' } as const]),
    ...(action === 'Return401'
      ? []
      : [{ what: `Easy Auth answers with ${action}.`, known: 'easy-auth-action' } as const]),
  ];
}
