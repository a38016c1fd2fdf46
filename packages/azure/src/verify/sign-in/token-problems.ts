import type { EntraSettings } from '../../arm/auth-settings.ts';
import { visualStudioCode } from '../../known-clients.ts';
import type { SignIn } from '../../server.ts';
import type { Subject } from '../finding.ts';
import type { Problem } from './problem.ts';
import { isSame } from './is-same.ts';

/** Whether it accepts the tokens that clients get. */
export function tokenProblems(
  { deployment, server }: Subject,
  entra: EntraSettings | undefined,
): Problem[] {
  if (!entra) return [{ what: 'Entra ID is not its identity provider.', known: 'wrong-tenant' }];
  const problems: Problem[] = [];
  const issuer = entra.openIdIssuer ?? '';
  const tenant = deployment.tenantId ?? server.signIn?.tenantId;
  if (tenant && !issuer.toLowerCase().includes(tenant.toLowerCase())) {
    problems.push({ what: `its issuer is ${issuer || 'not set'}.`, known: 'wrong-tenant' });
  } else if (!/\/v2\.0\/?$/.test(issuer)) {
    problems.push({ what: `its issuer is ${issuer || 'not set'}.`, known: 'issuer-not-v2' });
  }
  const missing = missingAudiences(entra, server.signIn);
  if (missing.length > 0) {
    problems.push({
      what: `no token for ${missing.join(' and ')} is accepted.`,
      known: 'wrong-audience',
    });
  }
  const applications = entra.allowedApplications;
  if (applications === undefined) {
    problems.push({
      what: 'every client of the tenant is let in.',
      known: 'every-client-allowed',
      outcome: 'hint',
    });
  } else if (!applications.some((one) => isSame(one, visualStudioCode))) {
    problems.push({
      what:
        applications.length === 0
          ? 'no client is let in: its list is empty, which Azure was seen to take so, or its two lists have none in common.'
          : 'VS Code is not let in.',
      known: 'client-not-allowed',
      names: { caller: visualStudioCode },
    });
  }
  return problems;
}

/** The client id is in tokens of version 2, and Easy Auth accepts its own by itself. */
function missingAudiences(entra: EntraSettings, signIn: SignIn | undefined): string[] {
  if (!signIn) return [];
  const accepted = [...entra.allowedAudiences, entra.clientId];
  return [signIn.clientId, signIn.identifierUri].filter(
    (audience) => !accepted.some((one) => isSame(one, audience)),
  );
}
