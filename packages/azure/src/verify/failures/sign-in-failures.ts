import { azd, logs, type KnownFailure, provision } from './known-failure.ts';

/** What is wrong with signing in: Easy Auth, the registration, the token. */
export const signInFailures = {
  'easy-auth-off': {
    symptom: '401 without a hint where to sign in, or no sign-in at all',
    cause: 'Easy Auth is off, or not active yet.',
    remedy: provision,
    passes: true,
  },
  'easy-auth-unwanted': {
    symptom: '401 with a hint where to sign in, although AUTH_MODE is not entra',
    cause: 'Easy Auth is on. Callers with a key, or without anything, do not get past it.',
    remedy: provision,
    passes: true,
  },
  'easy-auth-lets-through': {
    symptom: 'Whoever has no token is let in',
    cause:
      'Easy Auth is on, but does not require a sign-in, or excludes paths from it. The package behind it asks for no key.',
    remedy: provision,
  },
  'easy-auth-action': {
    symptom: '403, or a redirect to a page, for clients that have no token yet',
    cause:
      'What Easy Auth does with callers without a token is not Return401, with which MCP clients learn where to sign in.',
    remedy: provision,
  },
  'wrong-tenant': {
    symptom: '401 or 403 after sign-in, for everybody',
    cause: 'Easy Auth accepts tokens of another tenant than that of the deployment.',
    remedy: provision,
  },
  'issuer-not-v2': {
    symptom: '401 after sign-in',
    cause:
      'Tokens and issuer are of different versions: Easy Auth expects those of version 2 (its issuer ends in /v2.0), and a registration of yours has to issue such.',
    remedy: (names) =>
      `az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='${names.client}')" --body '{"api":{"requestedAccessTokenVersion":2}}', then: ${provision(names)}`,
  },
  'wrong-audience': {
    symptom: '401 after sign-in',
    cause: 'Easy Auth does not accept tokens for the registration of this server.',
    remedy: provision,
  },
  'client-not-allowed': {
    symptom: '403 after sign-in, for one client',
    cause: 'The client is not among the applications whose tokens Easy Auth accepts.',
    remedy: (names) =>
      `Add ${names.caller} to PRE_AUTHORIZED_CLIENT_IDS, or to ALLOWED_APPLICATION_IDS if it is a managed identity or a pipeline (azd env set), then: ${provision(names)}`,
  },
  'every-client-allowed': {
    symptom: 'Clients are let in that nobody chose',
    cause: 'There is no list of the applications whose tokens Easy Auth accepts.',
    remedy: provision,
  },
  'no-scope-setting': {
    symptom: 'Clients do not find where to sign in; VS Code asks for a client id',
    cause:
      'The app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES is missing: without it the challenge of a 401 is bare.',
    remedy: provision,
    passes: true,
  },
  'scope-of-another-application': {
    symptom: 'Clients are refused by Entra ID: AADSTS500011, AADSTS9010010',
    cause:
      'WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES names a scope of another application than that of this server.',
    remedy: provision,
  },
  'metadata-wrong': {
    symptom: 'Clients do not sign in, or sign in somewhere else',
    cause:
      'The protected resource metadata is missing, or does not say what the server is: its address, the tenant, the scope.',
    remedy: provision,
    passes: true,
  },
  'sign-in-credential': {
    symptom:
      'Signing in with a browser fails (`/.auth/login/aad`), and get_my_profile; tokens work',
    cause:
      'Easy Auth has nothing to prove itself with: OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID, which names the identity that the registration trusts.',
    remedy: provision,
  },
  'levels-at-default': {
    symptom:
      '403 after sign-in (extension server), 401 (self-hosted server); VS Code says “Cannot force new registration”',
    cause:
      'Easy Auth lets the caller through, but the host behind it still asks for a key: host.json of the deployed package has its default levels. An app setting does not change them.',
    remedy: (names) =>
      `${azd('env set AUTH_MODE entra', names)}, then: ${azd(`deploy ${names.service}`, names)}`,
  },
  'token-refused': {
    symptom: '401 or 403 after sign-in',
    cause: 'Easy Auth refuses the token, and its settings do not say why.',
    remedy: (names) => `${provision(names)}; what it logs: ${logs(names)}`,
    passes: true,
  },
} as const satisfies Record<string, KnownFailure>;
