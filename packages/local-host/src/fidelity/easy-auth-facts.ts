import type { Fact } from './fact.ts';

const docs = 'learn.microsoft.com/azure/app-service';

/** What the local host does as App Service's built-in authentication does it. Nothing here was recorded by this project. */
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
  'easy-auth.endpoints': {
    behaviour: 'What is below the API prefix (/.auth) never reaches the app.',
    source: `${docs}/configure-authentication-customize-sign-in-out`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.unknown-endpoint': {
    behaviour: 'A provider that is not configured, and any other name below the prefix, is 404.',
    source:
      'MicrosoftDocs/azure-docs#28363 (a provider) and #59870 (an endpoint that is switched off)',
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
      'A token that holds is 403 where its client is not among allowedApplications, or its caller not among allowedPrincipals or the groups of jwtClaimChecks.',
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
  'easy-auth.sign-in': {
    behaviour:
      'A sign-in is bound to its browser by state and nonce, for as long as the nonce lasts, and asks for what loginParameters say.',
    source: `${docs}/configure-authentication-file-based (nonce)`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.sign-in-answer': {
    behaviour:
      'The identity provider answers in the query, with a code and PKCE; on Azure it posts a form with an id token.',
    source: 'Azure/azure-functions-host#7484 (the redirect there)',
    sure: 'read',
    state: 'differs on purpose',
  },
  'easy-auth.redirects': {
    behaviour:
      'After signing in or out a browser goes to this host, or to a URL of allowedExternalRedirectUrls whose query does not count; other targets are refused.',
    source: `${docs}/configure-authentication-customize-sign-in-out`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.session': {
    behaviour:
      'A sign-in sets the cookie AppServiceAuthSession, encrypted and HttpOnly, for as long as cookieExpiration says.',
    source: 'github.com/cgillum/easyauth wiki; the settings’ reference',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.session-place': {
    behaviour:
      'Sessions and tokens are in memory, with a key for each process: a restart of the local host ends them; on Azure the app has keys of its own that last, and files for the tokens.',
    source: `${docs}/reference-app-settings (WEBSITE_AUTH_ENCRYPTION_KEY, WEBSITE_AUTH_SIGNING_KEY); cgillum.tech/2016/03/08/app-service-token-store`,
    sure: 'read',
    state: 'differs on purpose',
  },
  'easy-auth.cookie-names': {
    behaviour:
      'The names of cookies end in the port, as browsers send the cookies of one port to all others; on Azure each app has a host name of its own, and they are AppServiceAuthSession and Nonce.',
    source:
      'RFC 6265 8.5; Set-Cookie of live apps in public captures (December 2020, January 2026)',
    sure: 'read',
    state: 'differs on purpose',
  },
  'easy-auth.https': {
    behaviour:
      'Everything is plain HTTP: requireHttps is not honoured, cookies are not Secure, and URLs in metadata begin with http.',
    source: `${docs}/configure-authentication-file-based (requireHttps); cookies and redirects of live apps in public captures (December 2020, January 2026)`,
    sure: 'read',
    state: 'differs on purpose',
  },
  'easy-auth.token-headers': {
    behaviour:
      'With the token store, sessions of browsers give the app their tokens in X-MS-TOKEN-AAD-… headers; bearer tokens give none.',
    source: `${docs}/configure-authentication-oauth-tokens`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.me': {
    behaviour:
      '/.auth/me tells a session’s claims and tokens as a list, which is empty once the tokens have ended; without a session it is 401, without a token store 404.',
    source:
      'answers that public code holds as samples (2023, 2024); Azure/azure-functions-host#620 (401); microsoft/azure-container-apps#479 (404 without a token store); Azure/app-service-announcements#404 (tokens that have ended)',
    sure: 'read',
    state: 'same',
  },
  'easy-auth.refresh': {
    behaviour:
      '/.auth/refresh gets new tokens, also so many hours after the session’s end; without a session it is 401, without a refresh token 403.',
    source: `${docs}/configure-authentication-oauth-tokens`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.sign-out': {
    behaviour:
      '/.auth/logout forgets session and tokens, signs out at the identity provider, and ends at /.auth/logout/complete or where the caller asks.',
    source: `${docs}/configure-authentication-customize-sign-in-out (in 2021 it ended at /.auth/logout/done)`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.cross-site': {
    behaviour:
      'A POST with a session’s cookie alone is 403 if a browser sends it from a page that is neither of this site nor of one in allowedExternalRedirectUrls, or does not say from which.',
    source: `${docs}/overview-authentication-authorization (Cross-site request forgery mitigation); Azure/azure-functions-host#1602`,
    sure: 'read',
    state: 'same',
  },
  'easy-auth.cross-site-strict': {
    behaviour:
      'A session’s cookie alone is no good from a page of elsewhere (403) for every verb that may change something, and for whoever names a foreign Origin; on Azure for POST and known browsers only, and origins that CORS allows count as approved too.',
    source: `${docs}/overview-authentication-authorization (Cross-site request forgery mitigation)`,
    sure: 'read',
    state: 'differs on purpose',
  },
  'easy-auth.provider-unavailable': {
    behaviour:
      'While the identity provider’s metadata or keys cannot be had, what needs them is 503 and the log says which URL; it is tried again with the next request.',
    source: 'design of the local host; what Azure answers is not said',
    sure: 'unverified',
    state: 'differs on purpose',
  },
  'easy-auth.credential': {
    behaviour:
      'The app proves itself by the secret in the named setting; with OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID by a token of that managed identity.',
    source: `${docs}/overview-managed-identity; Azure-Samples for MCP servers`,
    sure: 'read',
    state: 'same',
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
  'easy-auth.version': {
    behaviour:
      '/.auth/version tells the version of Easy Auth as JSON, on Linux only to those who have signed in; here it is 404.',
    source: `${docs}/configure-authentication-api-version (From the version endpoint); a runbook of a live Linux app (2026)`,
    sure: 'read',
    state: 'not emulated',
  },
  'easy-auth.client-directed': {
    behaviour:
      'A client may post a token to /.auth/login/aad, and gets one of the session for X-ZUMO-AUTH.',
    source: `${docs}/configure-authentication-customize-sign-in-out (client-directed sign-in)`,
    sure: 'read',
    state: 'not emulated',
  },
} as const satisfies Record<string, Fact>;
