import { EntraError } from './entra-error.ts';

/**
 * Every error that the provider answers with, in Entra's words where those are known.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const entraErrors = {
  tenantNotFound: (tenant: string) =>
    new EntraError(
      90002,
      'invalid_tenant',
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  parameterMissing: (name: string) =>
    new EntraError(
      900144,
      'invalid_request',
      `The request body must contain the following parameter: '${name}'.`,
    ),
  parameterRepeated: (name: string) =>
    new EntraError(
      9000411,
      'invalid_request',
      `The request is not properly formatted. The parameter '${name}' is duplicated.`,
    ),
  parameterInvalid: (name: string) =>
    new EntraError(90100, 'invalid_request', `The '${name}' parameter is empty or not valid.`),
  clientNotFound: (id: string, tenant: string, status: 400 | 401 = 400) =>
    new EntraError(
      700016,
      'unauthorized_client',
      `Application with identifier '${id}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
      { status },
    ),
  redirectMismatch: (uri: string, clientId: string) =>
    new EntraError(
      50011,
      'invalid_request',
      `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    ),
  responseTypeUnsupported: (type: string) =>
    new EntraError(
      700054,
      'unsupported_response_type',
      `response_type '${type}' is not enabled for the application.`,
    ),
  responseModeUnsupported: (mode: string) =>
    new EntraError(
      70007,
      'unsupported_response_mode',
      `'${mode}' is not a supported value of 'response_mode' when requesting a token.`,
    ),
  resourceNotFound: (resource: string, tenant: string) =>
    new EntraError(
      500011,
      'invalid_resource',
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  scopeNotFound: (client: string, scope: string, resourceId: string) =>
    new EntraError(
      650053,
      'invalid_client',
      `The application '${client}' asked for scope '${scope}' that doesn't exist on the resource '${resourceId}'. Contact the app vendor.`,
    ),
  resourceMismatch: () =>
    new EntraError(
      9010010,
      'invalid_target',
      "The resource parameter provided in the request doesn't match with the requested scopes.",
    ),
  severalResources: (scope: string) =>
    new EntraError(
      28000,
      'invalid_request',
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    ),
  tokenForItself: (clientId: string, name: string) =>
    new EntraError(
      90009,
      'invalid_request',
      `Application '${clientId}'(${name}) is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.`,
    ),
  noSession: () =>
    new EntraError(
      50058,
      'login_required',
      'A silent sign-in request was sent but no user is signed in.',
    ),
  notInTenant: (username: string, tenant: string) =>
    new EntraError(
      50020,
      'access_denied',
      `User account '${username}' from another identity provider does not exist in tenant '${tenant}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.`,
    ),
  consentMissing: (clientId: string, name: string, error: 'invalid_grant' | 'consent_required') =>
    new EntraError(
      65001,
      error,
      `The user or administrator has not consented to use the application with ID '${clientId}' named '${name}'. Send an interactive authorization request for this user and resource.`,
      { suberror: 'consent_required' },
    ),
  moreAuthenticationNeeded: (resourceId: string) =>
    new EntraError(
      50076,
      'interaction_required',
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resourceId}'.`,
      { suberror: 'basic_action' },
    ),
  consentDeclined: () =>
    new EntraError(65004, 'access_denied', 'User declined to consent to access the app.'),
  pkceMissing: () =>
    new EntraError(
      9002325,
      'invalid_request',
      'Proof Key for Code Exchange is required for authorization code redemption.',
    ),
  pkceMismatch: () =>
    new EntraError(
      501481,
      'invalid_grant',
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    ),
  codeUnknown: () =>
    new EntraError(70000, 'invalid_grant', 'Provided grant is invalid or malformed.'),
  codeExpired: () =>
    new EntraError(
      70008,
      'invalid_grant',
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    ),
  codeRedeemed: () =>
    new EntraError(
      54005,
      'invalid_grant',
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    ),
  replyMismatch: (given: string, known: string) =>
    new EntraError(
      500112,
      'invalid_client',
      `The reply address '${given}' does not match the reply address '${known}' provided when requesting Authorization code.`,
    ),
  grantUnsupported: (grant: string) =>
    new EntraError(
      70003,
      'unsupported_grant_type',
      `The app requested an unsupported grant type '${grant}'.`,
    ),
  crossOrigin: () =>
    new EntraError(
      9002326,
      'invalid_request',
      "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
    ),
  clientIsPublic: () =>
    new EntraError(
      700025,
      'invalid_client',
      "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
      { status: 401 },
    ),
  credentialMissing: () =>
    new EntraError(
      7000218,
      'invalid_client',
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      { status: 401 },
    ),
  secretInvalid: (clientId: string) =>
    new EntraError(
      7000215,
      'invalid_client',
      `Invalid client secret provided. The app '${clientId}' has no secret: it proves itself with a client_assertion of its managed identity.`,
      { status: 401 },
    ),
  assertionUnsigned: () =>
    new EntraError(700027, 'invalid_client', 'Client assertion failed signature validation.', {
      status: 401,
    }),
  assertionOutOfTime: () =>
    new EntraError(
      700024,
      'invalid_client',
      'Client assertion is not within its valid time range.',
      { status: 401 },
    ),
  assertionAudience: (audience: string) =>
    new EntraError(
      700212,
      'invalid_client',
      `No matching federated identity record found for presented assertion audience '${audience}'.`,
      { status: 401 },
    ),
  assertionSubject: (subject: string) =>
    new EntraError(
      700213,
      'invalid_client',
      `No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
      { status: 401 },
    ),
  userAssertionInvalid: () =>
    new EntraError(50013, 'invalid_grant', 'Assertion failed signature validation.'),
  userAssertionOutOfTime: () =>
    new EntraError(500133, 'invalid_grant', 'Assertion is not within its valid time range.'),
  userAssertionAudience: (given: string, known: string) =>
    new EntraError(
      500131,
      'invalid_grant',
      `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${given}' and the expected audience is '${known}'.`,
    ),
  appOnBehalfOf: (clientId: string) =>
    new EntraError(
      7000114,
      'invalid_grant',
      `Application '${clientId}' is not allowed to make application on-behalf-of calls.`,
    ),
  scopeNotDefault: (scope: string) =>
    new EntraError(
      1002012,
      'invalid_scope',
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
} as const;
