import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import type { Answer } from './answer.ts';
import type { DeploymentSettings } from './settings-check.ts';

/** What decides whether someone may register applications in the directory. */
export interface RegistrationFacts {
  readonly membersMayRegister: Answer<boolean | undefined>;
  readonly isGuest: Answer<boolean>;
  /** Template ids of active directory roles. */
  readonly roles: Answer<readonly string[]>;
}

/**
 * Roles that may create applications.
 * @see https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
const registeringRoles: Readonly<Record<string, string>> = {
  'cf1c38e5-3621-4004-a7cb-879624dced7c': 'Application Developer',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
  '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2': 'Hybrid Identity Administrator',
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
};

const id = 'cloud.registrations';

/** Why nobody needs to ask the directory; undefined where it must be asked. */
export function withoutRegistrations(settings: DeploymentSettings): CheckResult | undefined {
  const { authMode, hasOwnRegistrations } = settings;
  if (authMode === 'key' || authMode === 'anonymous') {
    return ok(id, `AUTH_MODE is ${authMode}: no right in the directory is needed.`);
  }
  if (hasOwnRegistrations) return ok(id, 'Registrations of yours are given: none will be made.');
  return undefined;
}

/** Whether auth mode entra fits the rights of whoever is signed in. */
export function checkRegistrations(facts: RegistrationFacts): CheckResult {
  const { membersMayRegister, isGuest, roles } = facts;
  const remedy =
    'azd env set AUTH_MODE key\nor have the directory role Application Developer given to you, or set EXTENSION_AUTH_CLIENT_ID and SELF_HOSTED_AUTH_CLIENT_ID to registrations that there are';
  const role = valueOf(roles)?.find((template) => Object.hasOwn(registeringRoles, template));
  if (role) return ok(id, `You may register applications, as ${registeringRoles[role]}.`);

  const guest = valueOf(isGuest);
  const members = valueOf(membersMayRegister);
  if (members === true && guest === false) {
    return ok(id, 'You may register applications, as every member of your directory.');
  }
  const isRefused = members === false || guest === true;
  if (isRefused && valueOf(roles)) {
    return failed(id, 'You may not register applications, which AUTH_MODE entra needs.', {
      cause: guest
        ? 'You are a guest of the directory, without a role that may. Roles that you must activate first are not seen.'
        : 'The directory lets only some roles register applications, and you have none of them. Roles that you must activate first are not seen.',
      remedy,
    });
  }
  const unread = [
    refusalOf('what members may do (authorizationPolicy)', membersMayRegister),
    refusalOf('whether you are a guest (me)', isGuest),
    refusalOf('your directory roles (transitiveMemberOf)', roles),
  ].filter((line) => line !== undefined);
  return hint(
    id,
    'Whether you may register applications, which AUTH_MODE entra needs, is not known.',
    {
      cause: unread.length > 0 ? `Not read: ${unread.join(' ')}` : 'The directory does not say.',
      remedy: `If azd up ends in a refusal of Microsoft Graph: ${remedy}. A service principal needs Application.ReadWrite.OwnedBy.`,
    },
  );
}

function valueOf<T>(answer: Answer<T>): T | undefined {
  return 'value' in answer ? answer.value : undefined;
}

function refusalOf(what: string, answer: Answer<unknown>): string | undefined {
  return 'refused' in answer ? `${what}: ${answer.refused}` : undefined;
}
