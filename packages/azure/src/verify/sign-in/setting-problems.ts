import type { AppSettings } from '../../arm/app-settings.ts';
import type { AuthSettings } from '../../arm/auth-settings.ts';
import type { Subject } from '../finding.ts';
import { hasScope } from './has-scope.ts';
import type { Problem } from './problem.ts';
import { isSame } from './is-same.ts';

const credentialSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';

/** Whether the settings that Easy Auth reads from the app's environment are right. */
export function settingProblems(
  subject: Subject,
  settings: AppSettings,
  auth: AuthSettings,
): Problem[] {
  const { deployment, server } = subject;
  const problems: Problem[] = [];
  const value = (name: string): string | undefined => settings.get(name)?.reveal() || undefined;
  const scopes = value('WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES');
  if (scopes === undefined) {
    problems.push({
      what: 'WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES is not set.',
      known: 'no-scope-setting',
    });
  } else if (!hasScope(scopes.split(','), subject)) {
    problems.push({
      what: 'WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES has no scope of this server.',
      known: 'scope-of-another-application',
    });
  }
  const tenants = value('WEBSITE_AUTH_AAD_ALLOWED_TENANTS');
  const tenant = deployment.tenantId ?? server.signIn?.tenantId;
  if (tenants && tenant && !tenants.split(',').some((one) => isSame(one.trim(), tenant))) {
    problems.push({
      what: `WEBSITE_AUTH_AAD_ALLOWED_TENANTS does not have ${tenant}.`,
      known: 'wrong-tenant',
    });
  }
  const secretName = auth.entra?.clientSecretSettingName;
  if (secretName !== credentialSetting || !value(credentialSetting)) {
    problems.push({
      what: `${credentialSetting} is not what Easy Auth proves itself with.`,
      known: 'sign-in-credential',
      outcome: 'hint',
    });
  }
  return problems;
}
