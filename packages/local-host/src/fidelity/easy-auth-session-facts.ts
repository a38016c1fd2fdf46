import type { Fact } from './fact.ts';

const docs = 'learn.microsoft.com/azure/app-service';

/**
 * What it does as App Service's built-in authentication does it with browsers: sign-in, sessions, and the endpoints below
 * `/.auth`. Nothing here was recorded by this project.
 */
export const easyAuthSessionFacts = {
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
  'easy-auth.credential': {
    behaviour:
      'The app proves itself by the secret in the named setting; with OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID by a token of that managed identity.',
    source: `${docs}/overview-managed-identity; Azure-Samples for MCP servers`,
    sure: 'read',
    state: 'same',
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
