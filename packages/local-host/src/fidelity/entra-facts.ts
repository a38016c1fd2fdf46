import type { Fact } from './fact.ts';

/** What the identity provider does as Microsoft Entra ID does it. */
export const entraFacts = {
  'entra.discovery': {
    behaviour:
      'The OpenID configuration is found with its well-known path after the issuer, and nowhere else; there is no registration endpoint and no word of PKCE in it.',
    source:
      'panva/wellknown:issuers/entra-common/entra-common.mjs@e88dd5e; learn.microsoft.com functions-mcp-tutorial',
    sure: 'read',
    state: 'same',
  },
  'entra.keys': {
    behaviour:
      'Keys are published with kty, use, kid, x5t, n, e and the issuer, and without alg; those of Entra have the certificate (x5c) too.',
    source: 'panva/wellknown:issuers/entra-common/entra-common.mjs@e88dd5e',
    sure: 'read',
    state: 'differs on purpose',
  },
  'entra.unknown-tenant': {
    behaviour: 'A tenant that does not exist is AADSTS90002, invalid_tenant, with status 400.',
    source:
      'answers for the OpenID configuration that public logs hold (2023, 2024); learn.microsoft.com entra/identity-platform/reference-error-codes',
    sure: 'read',
    state: 'same',
  },
  'entra.error-shape': {
    behaviour:
      'Errors are JSON with error_description (AADSTS number, trace and correlation id, time), error_codes, trace_id, correlation_id and error_uri.',
    source:
      'answers of the token endpoint that public logs hold (AADSTS90002 of 2024, AADSTS700213 of 2026); learn.microsoft.com entra/identity-platform/reference-error-codes',
    sure: 'read',
    state: 'same',
  },
  'entra.resource-mismatch': {
    behaviour: 'A `resource` that is not the resource of the scopes is AADSTS9010010.',
    source:
      'anthropics/claude-code#73460; TracecatHQ/tracecat#2466; microsoft/powerbi-modeling-mcp#68; microsoft/azure-devops-mcp#1511',
    sure: 'read',
    state: 'same',
  },
  'entra.resource-of-editor': {
    behaviour:
      'Visual Studio Code leaves `resource` out for Entra ID, where its Microsoft accounts sign in, and sends it to every other issuer. This provider is such an issuer, so at the addresses where Visual Studio Code takes the answer (127.0.0.1, mostly at port 33418, and vscode.dev/redirect) it refuses none; Entra ID would.',
    source:
      'microsoft/vscode:extensions/microsoft-authentication/package.json (authorizationServerGlobs) and src/node/flows.ts@0b1b09d; src/vs/workbench/api/common/extHostAuthentication.ts, src/vs/workbench/api/node/extHostAuthentication.ts@0e44714; src/vs/workbench/api/browser/mainThreadMcp.ts@0d40d2c',
    sure: 'read',
    state: 'differs on purpose',
  },
  'entra.resource-not-found': {
    behaviour: 'A scope of a resource that is not in the tenant is AADSTS500011.',
    source: 'CyberDrain/CIPP#159',
    sure: 'read',
    state: 'same',
  },
  'entra.scope-not-found': {
    behaviour:
      'A scope without a resource is one of Microsoft Graph; one that the resource does not have is AADSTS650053.',
    source: 'anthropics/claude-code#73460; MicrosoftDocs/azure-docs#37280',
    sure: 'read',
    state: 'same',
  },
  'entra.scope-not-found-early': {
    behaviour:
      'A scope that there is not is refused (AADSTS650053) before the user has signed in; Entra shows its sign-in page first, and refuses it afterwards.',
    source:
      'notes of a live tenant in public code: a bare scope of no resource gets the sign-in page (September 2026)',
    sure: 'read',
    state: 'differs on purpose',
  },
  'entra.several-resources': {
    behaviour: 'Scopes of two resources pass at sign-in; for a token they are AADSTS28000.',
    source: 'AzureAD/microsoft-authentication-library-for-js#1487; Earlybyte/aad_oauth#328',
    sure: 'read',
    state: 'same',
  },
  'entra.redirect-mismatch': {
    behaviour:
      'A redirect URI that is not registered is AADSTS50011, on a page and never at that address; the port of a loopback address is free.',
    source:
      'learn.microsoft.com entra/identity-platform/reply-url and reference-error-codes; RFC 8252 7.3',
    sure: 'read',
    state: 'same',
  },
  'entra.consent': {
    behaviour:
      'Users of a client that is not pre-authorised are asked; a refusal is AADSTS65004, a question that may not be asked AADSTS65001.',
    source:
      'an answer of AADSTS65004 that public code holds (2020); learn.microsoft.com entra/identity-platform/reference-error-codes',
    sure: 'read',
    state: 'same',
  },
  'entra.all-consented': {
    behaviour:
      'A token has every scope in `scp` that the user, or pre-authorisation, allows its client at the resource, also those that it did not ask for.',
    source:
      'learn.microsoft.com entra/msal/javascript/browser/resources-and-scopes (Consent lifetime); AzureAD/microsoft-authentication-library-for-python#665 (pre-authorised); collaborationwithothers/mcp-platform-azure:docs/demos/obo-happy-path.md@f2f0b32 (a run of August 2026)',
    sure: 'read',
    state: 'same',
  },
  'entra.code-once': {
    behaviour:
      'A code is good once and for ten minutes: AADSTS54005 the second time, AADSTS70008 when it is too late.',
    source:
      'learn.microsoft.com entra/identity-platform/v2-oauth2-auth-code-flow and reference-error-codes',
    sure: 'read',
    state: 'same',
  },
  'entra.pkce': {
    behaviour:
      'Public clients have to use PKCE, with S256. Entra asks that only of single-page applications, and takes `plain`.',
    source: 'learn.microsoft.com entra/identity-platform/v2-oauth2-auth-code-flow',
    sure: 'read',
    state: 'differs on purpose',
  },
  'entra.refresh': {
    behaviour:
      'Refresh tokens come only with offline_access; each use brings a new one, and the old one stays good.',
    source: 'learn.microsoft.com entra/identity-platform/refresh-tokens',
    sure: 'read',
    state: 'same',
  },
  'entra.access-token': {
    behaviour:
      'A v2 access token has `typ` JWT, the client id of the server as `aud`, bare names in `scp`, and azp, oid, tid, sub by app, uti, ver 2.0.',
    source: 'learn.microsoft.com entra/identity-platform/access-token-claims-reference',
    sure: 'read',
    state: 'same',
  },
  'entra.federated-credential': {
    behaviour:
      'An app proves itself with a token of its managed identity for api://AzureADTokenExchange, whose `aud` is fb60f99c-7a34-4190-8149-302f77469936 and whose `sub` is the identity’s object id; another subject is AADSTS700213.',
    source:
      'learn.microsoft.com entra/workload-id/workload-identity-federation-config-app-trust-managed-identity; AzureAD/microsoft-identity-web#2551',
    sure: 'read',
    state: 'same',
  },
  'entra.on-behalf-of': {
    behaviour:
      'On-behalf-of takes tokens for that very app, and is AADSTS65001 (invalid_grant) until the user has allowed the app itself; being pre-authorised does not help.',
    source:
      'learn.microsoft.com entra/identity-platform/v2-oauth2-on-behalf-of-flow and azure-functions/functions-mcp-tutorial',
    sure: 'read',
    state: 'same',
  },
} as const satisfies Record<string, Fact>;
