import type { CheckResult } from '../../checks/check.ts';
import { ok } from '../../checks/results.ts';
import type { AppFacts } from '../app-facts.ts';
import { finding, namesOf, type Subject } from '../finding.ts';

/** Whether the auth mode that is wanted is the one that Azure and the app are set up for. */
export function checkAuthMode(subject: Subject, { settings }: AppFacts): readonly CheckResult[] {
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
