import type { AuthSettings } from '../../arm/auth-settings.ts';
import type { Problem } from './problem.ts';

/** Whether it stands in the way at all, and answers as MCP clients need it. */
export function gateProblems(auth: AuthSettings, path: string): readonly Problem[] {
  if (!auth.enabled) return [{ what: 'Easy Auth is off.', known: 'easy-auth-off' }];
  const action = auth.unauthenticatedClientAction ?? '(none)';
  if (!auth.requireAuthentication || action === 'AllowAnonymous') {
    return [{ what: 'Easy Auth requires no sign-in.', known: 'easy-auth-lets-through' }];
  }
  const excluded = auth.excludedPaths.find((one) => isExcludedBy(one, path));
  return [
    ...(excluded === undefined
      ? []
      : [{ what: `Easy Auth excludes ${excluded}.`, known: 'easy-auth-lets-through' } as const]),
    ...(action === 'Return401'
      ? []
      : [{ what: `Easy Auth answers with ${action}.`, known: 'easy-auth-action' } as const]),
  ];
}

/**
 * Letter case aside; `*` at the end stands for all that follows, and without it the path alone is meant. Only `/*` is
 * known to work on Azure: better one too many is told than one too few.
 */
function isExcludedBy(entry: string, path: string): boolean {
  const [known, asked] = [entry.toLowerCase(), path.toLowerCase()];
  return known.endsWith('*') ? asked.startsWith(known.slice(0, -1)) : asked === known;
}
