import type { AppSettings } from '../arm/app-settings.ts';
import type { AuthSettings, EntraSettings } from '../arm/auth-settings.ts';
import type { CheckResult } from '../checks/check.ts';
import { ok } from '../checks/results.ts';
import { visualStudioCode } from '../known-clients.ts';
import type { SignIn } from '../server.ts';
import type { AppFacts } from './app-facts.ts';
import type { FailureId } from './failures/known-failures.ts';
import { finding, type FindingDetail, namesOf, type Subject } from './finding.ts';
import { notAnswered } from './not-answered.ts';

const credentialSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';

/** Whether wanted, provisioned and set auth mode are one, and Easy Auth does what that asks for. */
export function checkSignIn(subject: Subject, facts: AppFacts): readonly CheckResult[] {
  return [...checkStamp(subject, facts), ...checkEasyAuth(subject, facts)];
}

function checkStamp(subject: Subject, { settings }: AppFacts): readonly CheckResult[] {
  const { deployment, server } = subject;
  const { authMode, provisionedAuthMode } = deployment;
  const names = namesOf(subject);
  const id = `${server.service}.auth-mode`;
  if (provisionedAuthMode !== undefined && provisionedAuthMode !== authMode) {
    return [
      finding(
        id,
        `${server.title}: AUTH_MODE is '${authMode}', and Azure is set up for '${provisionedAuthMode}'.`,
        'auth-mode-not-provisioned',
        names,
      ),
    ];
  }
  // Why they cannot be read is said of the settings.
  if (!settings.ok) return [];
  const value = settings.value.get('MCP_AUTH_MODE')?.reveal();
  if (value === authMode)
    return [ok(id, `${server.title}: it is set up for auth mode ${authMode}.`)];
  const isKnown = value === 'entra' || value === 'key' || value === 'anonymous';
  return [
    finding(
      id,
      `${server.title}: the setting MCP_AUTH_MODE is ${value === undefined ? 'not there' : isKnown ? `'${value}'` : 'no auth mode'}, and AUTH_MODE '${authMode}'.`,
      'auth-mode-setting',
      names,
    ),
  ];
}

function checkEasyAuth(subject: Subject, { auth, settings }: AppFacts): readonly CheckResult[] {
  const { deployment, server } = subject;
  const id = `${server.service}.easy-auth`;
  const names = namesOf(subject);
  if (!auth.ok) return [notAnswered(id, `${server.title}: Easy Auth`, auth, names)];
  const line = (problem: Problem): CheckResult =>
    finding(id, `${server.title}: ${problem.what}`, problem.known, names, problem);
  if (deployment.authMode !== 'entra') {
    return auth.value.enabled
      ? [line({ what: 'Easy Auth is on.', known: 'easy-auth-unwanted' })]
      : [ok(id, `${server.title}: Easy Auth is off.`)];
  }
  const problems = [
    ...gateProblems(auth.value, server.url.pathname),
    ...(auth.value.enabled ? tokenProblems(subject, auth.value.entra) : []),
    ...(settings.ok && auth.value.enabled
      ? settingProblems(subject, settings.value, auth.value)
      : []),
  ];
  return problems.length > 0
    ? problems.map(line)
    : [ok(id, `${server.title}: Easy Auth asks for a sign-in, and lets VS Code in.`)];
}

interface Problem extends FindingDetail {
  readonly what: string;
  readonly known: FailureId;
}

/** Whether it stands in the way at all, and answers as MCP clients need it. */
function gateProblems(auth: AuthSettings, path: string): readonly Problem[] {
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

/** Whether it accepts the tokens that clients get. */
function tokenProblems(
  { deployment, server }: Subject,
  entra: EntraSettings | undefined,
): Problem[] {
  if (!entra) return [{ what: 'Entra ID is not its identity provider.', known: 'wrong-tenant' }];
  const problems: Problem[] = [];
  const issuer = entra.openIdIssuer ?? '';
  const tenant = deployment.tenantId ?? server.signIn?.tenantId;
  if (tenant && !includes([issuer], tenant)) {
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
  if (applications.length === 0) {
    problems.push({
      what: 'every client of the tenant is let in.',
      known: 'every-client-allowed',
      outcome: 'hint',
    });
  } else if (!applications.some((one) => same(one, visualStudioCode))) {
    problems.push({
      what: 'VS Code is not let in.',
      known: 'client-not-allowed',
      names: { caller: visualStudioCode },
    });
  }
  return problems;
}

/** The client id is in tokens of version 2, and Easy Auth accepts its own by itself. */
function missingAudiences(entra: EntraSettings, signIn: SignIn | undefined): string[] {
  if (!signIn) return [];
  const accepted = [...entra.allowedAudiences, ...(entra.clientId ? [entra.clientId] : [])];
  return [signIn.clientId, signIn.identifierUri].filter(
    (audience) => !accepted.some((one) => same(one, audience)),
  );
}

function settingProblems(subject: Subject, settings: AppSettings, auth: AuthSettings): Problem[] {
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
  if (tenants && tenant && !tenants.split(',').some((one) => same(one.trim(), tenant))) {
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

/** Whether a scope of the server is among these: of its identifier URI, or of its address on a domain of the tenant. */
export function hasScope(scopes: readonly string[], { server }: Subject): boolean {
  if (!server.signIn) return true;
  const own = [server.signIn.identifierUri, `api://${server.signIn.clientId}`, server.url.href];
  return scopes.some((scope) => own.some((uri) => same(scope.trim(), `${uri}/user_impersonation`)));
}

function includes(texts: readonly string[], part: string): boolean {
  return texts.some((text) => text.toLowerCase().includes(part.toLowerCase()));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
