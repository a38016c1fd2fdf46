import { azd, type KnownFailure, provision } from './known-failure.ts';

/**
 * The errors of Entra ID that callers of these servers meet, by their codes.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const entraFailures = {
  aadsts65001: {
    symptom: 'AADSTS65001',
    cause:
      'Nobody has consented that this client asks for tokens to the server: it is not among the pre-authorised ones.',
    remedy: (names) =>
      `${azd('env set ALLOW_AZURE_CLI true', names)} (that is azd and the Azure CLI; add others to PRE_AUTHORIZED_CLIENT_IDS), then: ${provision(names)}`,
  },
  aadsts500011: {
    symptom: 'AADSTS500011',
    cause:
      'The tenant has no application with this identifier: the registration is missing or in another tenant, or the scope is written as https://….azurewebsites.net/….',
    remedy: provision,
    passes: true,
  },
  aadsts9010010: {
    symptom: 'AADSTS9010010',
    cause:
      'The client sends `resource` as MCP asks for, and that is not what the scope belongs to. On azurewebsites.net it cannot be.',
    remedy: () =>
      'Use VS Code, or mcp-remote with a client id of yours and --disable-resource-parameter, or AUTH_MODE=key, or a domain of the tenant (EXTENSION_PUBLIC_URL, SELF_HOSTED_PUBLIC_URL). docs/connect.md says what each client can do; the whole command: npm run connect -- mcp-remote',
  },
  aadsts70011: {
    symptom: 'AADSTS70011',
    cause:
      'The scope is not one: it has to be the identifier URI, a slash, and user_impersonation.',
    remedy: provision,
  },
  aadsts650053: {
    symptom: 'AADSTS650053',
    cause: 'The registration has no scope user_impersonation, which one of yours needs.',
    remedy: ({ client }) => `Add it: the Azure portal, App registrations, ${client}, Expose an API`,
  },
  aadsts700016: {
    symptom: 'AADSTS700016',
    cause: 'The tenant does not know the client that asks.',
    remedy: ({ caller, tenant }) =>
      `az ad sp create --id ${caller}, or sign in to the right tenant: azd auth login --tenant-id ${tenant}`,
  },
  aadsts50105: {
    symptom: 'AADSTS50105',
    cause: 'The application lets in only users who are assigned to it, and you are not.',
    remedy: ({ client }) =>
      `Assign yourself, or switch that off: az ad sp update --id ${client} --set appRoleAssignmentRequired=false`,
  },
  aadsts50076: {
    symptom: 'AADSTS50076, AADSTS50079',
    cause: 'The tenant asks for a second factor, which a command cannot show you.',
    remedy: ({ client, tenant }) =>
      `az login --tenant ${tenant} --scope ${client}/.default in a browser, and let azd use that: azd config set auth.useAzCliAuth true`,
  },
  aadsts530003: {
    symptom: 'AADSTS53000, AADSTS53003, AADSTS530003',
    cause:
      'Conditional access refuses this machine, or this client: the tenant asks for a managed device.',
    remedy: () => 'Sign in on a device that the tenant manages, or ask its administrator.',
  },
  aadsts50020: {
    symptom: 'AADSTS50020',
    cause: 'Whoever is signed in belongs to another tenant, and is no guest of this one.',
    remedy: ({ tenant }) => `azd auth login --tenant-id ${tenant}`,
  },
  'sign-in-untested': {
    symptom: 'npm run verify says that sign-in was not tested',
    cause: 'No token for the server could be had from whoever is signed in here.',
    remedy: ({ client, tenant }) =>
      `azd auth login --tenant-id ${tenant}; or az login --tenant ${tenant} --scope ${client}/.default, and let azd use that: azd config set auth.useAzCliAuth true`,
  },
} as const satisfies Record<string, KnownFailure>;
