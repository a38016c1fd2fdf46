import type { CheckResult } from '../../checks/check.ts';
import { ok } from '../../checks/results.ts';
import type { AppFacts } from '../app-facts.ts';
import { finding, namesOf, type Subject } from '../finding.ts';
import { notAnswered } from '../not-answered.ts';
import { gateProblems } from './gate-problems.ts';
import type { Problem } from './problem.ts';
import { settingProblems } from './setting-problems.ts';
import { tokenProblems } from './token-problems.ts';

/** Whether Easy Auth is as the auth mode asks for it. */
export function checkEasyAuth(
  subject: Subject,
  { auth, settings }: AppFacts,
): readonly CheckResult[] {
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
