import type { Fact } from './fact.ts';

const docs = 'learn.microsoft.com/azure/app-service';

/**
 * What the local host does as App Service's built-in authentication does it with callers and their tokens. Nothing here
 * was recorded by this project.
 */
export const easyAuthFacts = {
  'easy-auth.off': {
    behaviour: 'With platform.enabled false nothing at all changes: no header is taken away.',
    source: `${docs}/overview-authentication-authorization`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.order': {
    behaviour:
      'It answers before the host does, in every state of it and before the admin API, but after CORS preflights.',
    source:
      'Azure/azure-functions-host WebScriptHostBuilderExtension.cs (EasyAuth must go after CORS), #7316',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.headers-stripped': {
    behaviour:
      'What a caller sends as x-ms-client-principal… or x-ms-token-… never reaches the app, in any spelling.',
    source: `${docs}/configure-authentication-user-identities`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.principal': {
    behaviour:
      'The app gets the principal as JSON in Base64 (slashes escaped), and the caller’s id, name and identity provider, each in a header, with or without a token store.',
    source: `${docs}/configure-authentication-user-identities; collaborationwithothers/mcp-platform-azure:docs/demos/obo-happy-path.md@f2f0b32 (a live Functions app without a token store)`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.principal-name': {
    behaviour:
      'The id is the object id, else the subject. The name is the mail address where there is one, and the type of the name is then that of this claim.',
    source: 'principals and answers of /.auth/me that public code holds as samples (2019 to 2026)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.principal-name-order': {
    behaviour:
      'Without a mail address the name is preferred_username, unique_name, upn or name, the first there is; an app has none.',
    source: `${docs}/configure-authentication-user-identities speaks of an email address or a user principal name; no source says in which order`,
    sure: 'unverified',
    state: 'same',
  },
  'easy-auth.claim-types': {
    behaviour:
      'Claims have their .NET names (oid, sub, tid, scp, amr, idp …), those without one, and roles, their own; a list is one claim for each item.',
    source:
      'principals of version 1 and version 2 tokens that public code holds as samples; the .NET inbound claim map',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.authorization-passed': {
    behaviour: 'The Authorization header goes on to the app.',
    source: 'Azure-Samples for MCP servers with built-in authentication (on-behalf-of)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.challenge': {
    behaviour:
      'A 401 is empty, from Kestrel, and its challenge has realm, authorization_uri and resource_id with spaces between them.',
    source:
      'published answers to curl of adauthfaapim-dev-function-app and concert-createkv-fa-dev-bbk.azurewebsites.net (2021), and of Container Apps, which have the same middleware (December 2024, January 2026)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.request-id': {
    behaviour:
      'Every answer has an x-ms-middleware-request-id, also those of the app, which tells that Easy Auth stands in front.',
    source:
      'published answers to curl of Container Apps (December 2024, January 2026), and to a browser of app-backend-fhiczxgxabn5k.azurewebsites.net (December 2025)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.challenge-metadata': {
    behaviour:
      'With WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES the challenge has resource_metadata, in the path-insertion form of the requested path, and scope; without it neither.',
    source:
      'runbooks that say so of live Functions apps (outlook-writeback-func, drive-writeback-func, 2026); the order of the parameters is unknown',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.resource-metadata': {
    behaviour:
      'Protected resource metadata is there for anybody at the root and below any path: resource by host and path, scopes from the setting, and without it no scopes.',
    source:
      'runbooks that show the answers of live apps (outlook-writeback-func, drive-writeback-func, 2026)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.excluded-paths': {
    behaviour:
      'excludedPaths ask for no sign-in, and /* at the end stands for all below; a bearer token that does not hold is no hindrance there.',
    source:
      'MicrosoftDocs/azure-docs#86514 (the /*); Microsoft.Web authsettingsV2 (globalValidation); apps that check tokens of their own below an excluded path',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.excluded-paths-strict': {
    behaviour: 'Only paths that can be read in one way are excluded; letter case does not matter.',
    source: 'MicrosoftDocs/azure-docs#72954 asks for the letter case and has no answer',
    sure: 'unverified',
    state: 'same',
  },
  'easy-auth.token': {
    behaviour:
      'Where one has to sign in, a bearer token that does not hold is 401, whatever a session would allow.',
    source:
      'JohanDeWeerdtMSFT/logicapp-easyauth-lab:docs/evidence/current-validation-and-drift.md@a69a861 (expired, wrong audience); collaborationwithothers/mcp-platform-azure:tests/integration/obo-passthrough-negative.ps1@f2f0b32 (wrong audience, a live Functions app); that a session does not help is the stricter reading',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.algorithm': {
    behaviour: 'Signatures are RS256, by a key that the issuer publishes.',
    source: 'openid-configuration of Entra (id_token_signing_alg_values_supported)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.audiences': {
    behaviour:
      'The audience is one of allowedAudiences, or the client id, which need not be listed.',
    source: `${docs}/configure-authentication-provider-aad; MicrosoftDocs/azure-docs#36118`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.issuer': {
    behaviour:
      'The issuer is the one that the metadata of openIdIssuer names, which may be another (the portal sets that of sts.windows.net); Entra’s version 1 issuer is not taken beside that of version 2.',
    source: `Azure/jpazpaas, on how App Service authentication works (2023): a token of sts.windows.net is refused where login.microsoftonline.com/…/v2.0 is configured; MicrosoftDocs/azure-docs#101652; ${docs}/configure-authentication-provider-aad`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.times': {
    behaviour: 'A token is taken from 5 minutes before its start to 5 minutes after its end.',
    source: 'Microsoft.IdentityModel.Tokens TokenValidationParameters.DefaultClockSkew',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.policy': {
    behaviour:
      'A token that holds is 403 where its client is missing in allowedApplications or in allowedClientApplications, or its caller not among allowedPrincipals or the groups of jwtClaimChecks.',
    source: `${docs}/configure-authentication-provider-aad (Authorize requests); JohanDeWeerdtMSFT/logicapp-easyauth-lab:docs/evidence/current-validation-and-drift.md@a69a861`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.empty-allow-list': {
    behaviour:
      'A list of allowed applications that is there but empty, with none in the other place, lets no bearer token through (403); one that is absent lets all through.',
    source: `pnp/Microsoft365-Analytics-Insights#264 saw that 403; ${docs}/configure-authentication-provider-aad speaks of nonempty lists only`,
    sure: 'unverified',
    state: 'same',
  },
  'easy-auth.tenants': {
    behaviour: 'WEBSITE_AUTH_AAD_ALLOWED_TENANTS refuses tokens of other tenants with 403.',
    source: `${docs}/configure-authentication-provider-aad (Authorize requests)`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.unauthenticated': {
    behaviour:
      'Who says nothing is 401, 403 or 404, goes through, or, with a browser, straight to the identity provider, as the settings say; other clients are 401 even then.',
    source: `${docs}/overview-authentication-authorization; redirects of live apps to the authorize endpoint (Azure/azure-functions-host#7484; jannemattila.com 2024; Azure-Samples/azure-search-openai-demo#3144); microsoft/azure-container-apps#1193 (other clients); Azure/app-service-announcements#354`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.anonymous-bad-token': {
    behaviour:
      'Where nobody needs to sign in, a bearer token that does not hold is as good as none: the request goes on without a principal. One that holds but may not call is still 403.',
    source: 'pnp/Microsoft365-Analytics-Insights#264 (a live Linux app, August 2026)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.provider-unavailable': {
    behaviour:
      'While the identity provider’s metadata or keys cannot be had, what needs them is 503 and the log says which URL; it is tried again with the next request.',
    source: 'design of the local host; what Azure answers is not said',
    sure: 'unverified',
    state: 'differs on purpose',
  },
  'easy-auth.environment': {
    behaviour:
      'The app’s environment gets WEBSITE_AUTH_ENABLED, _CLIENT_ID and _OPENID_ISSUER, and _DEFAULT_PROVIDER only where callers are redirected; app settings win.',
    source:
      'Azure/azure-functions-host HostAssignmentContext.cs; AzureAD/microsoft-identity-web#1806; hajekj.net/2020/05/01/running-easyauth-locally (a live app’s environment)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.environment-json': {
    behaviour:
      'The app’s environment has all settings of Easy Auth as JSON too, in WEBSITE_AUTH_V2_CONFIG_JSON, with numbers for choices.',
    source: `${docs}/reference-app-settings; microsoft/DurableFunctionsMonitor EasyAuthConfig.cs, which reads unauthenticatedClientAction 0 there`,
    sure: 'read',
    state: 'not emulated',
  },
  'easy-auth.keys': {
    behaviour:
      'The host still asks for keys: a caller who has signed in and has none is 403 at a webhook or the admin API; a key without a token is 401.',
    source:
      'Azure/azure-functions-host AuthenticationLevelHandler.cs; Azure-Samples/remote-mcp-apim-functions-python#21 (403); collaborationwithothers/mcp-platform-azure:tests/integration/discovery-assertions.ps1@f2f0b32 (the system key without a token, against a live app)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.function-keys': {
    behaviour: 'At an HTTP function such a caller is 401, like anybody without a key.',
    source: 'Azure/azure-functions-host FunctionInvocationMiddleware.cs',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.invocation-identities': {
    behaviour: 'A function gets the caller among the identities of its HTTP request.',
    source:
      'Azure/azure-functions-host GrpcMessageConversionExtensions.cs, HttpRequestExtensions.cs',
    sure: 'read',
    state: 'not emulated',
  },
} as const satisfies Record<string, Fact>;
