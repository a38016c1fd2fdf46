import type { CheckResult } from '../../checks/check.ts';
import type { AppFacts } from '../app-facts.ts';
import type { Subject } from '../finding.ts';
import { checkAuthMode } from './check-auth-mode.ts';
import { checkEasyAuth } from './check-easy-auth.ts';

/** Whether wanted, provisioned and set auth mode are one, and Easy Auth does what that asks for. */
export function checkSignIn(subject: Subject, facts: AppFacts): readonly CheckResult[] {
  return [...checkAuthMode(subject, facts), ...checkEasyAuth(subject, facts)];
}
