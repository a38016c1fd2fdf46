import type { CheckResult } from '../checks/check.ts';
import { ok } from '../checks/results.ts';
import { hasScope } from './sign-in/has-scope.ts';
import { finding, type FindingDetail, namesOf, type Subject } from './finding.ts';
import type { FailureId } from './failures/known-failures.ts';
import type { Sent } from './http/send.ts';

const wellKnown = '/.well-known/oauth-protected-resource';

/**
 * Where the protected resource metadata of a server is: where its challenge says, if that is the server itself.
 * @see RFC 9728, section 3.1
 */
export function metadataUrl(server: URL, announced: string | undefined): URL {
  const said = announced === undefined ? null : URL.parse(announced);
  if (said?.origin === server.origin) return said;
  return new URL(wellKnown + server.pathname, server);
}

/** Whether the document leads clients to the tenant, with a scope of this server. */
export function checkMetadata(
  subject: Subject,
  sent: Sent,
  announced: string | undefined,
): CheckResult {
  const { server, deployment } = subject;
  const id = `${server.service}.metadata`;
  const wrong = (what: string, known: FailureId, detail: FindingDetail = {}): CheckResult =>
    finding(id, `${server.title}: ${what}`, known, namesOf(subject), detail);
  if (announced !== undefined && URL.parse(announced)?.origin !== server.url.origin) {
    return wrong('its challenge names metadata at another address.', 'metadata-wrong');
  }
  const document = readDocument(sent);
  if (!document) return wrong('it has no protected resource metadata.', 'metadata-wrong');
  if (URL.parse(document.resource)?.href !== server.url.href) {
    return wrong('its metadata is about another resource.', 'metadata-wrong', {
      detail: `It says ${shown(document.resource)}, and the address is ${server.url.href}.`,
    });
  }
  const tenant = deployment.tenantId ?? server.signIn?.tenantId;
  const hasTenant = document.servers.some(
    (one) => tenant === undefined || one.toLowerCase().includes(tenant.toLowerCase()),
  );
  if (!hasTenant) return wrong('its metadata leads to another tenant.', 'wrong-tenant');
  if (document.scopes.length === 0) {
    return wrong('its metadata names no scope.', 'no-scope-setting');
  }
  if (!hasScope(document.scopes, subject)) {
    return wrong('its metadata names no scope of this server.', 'scope-of-another-application', {
      detail: `It names ${document.scopes.map(shown).join(', ')}.`,
    });
  }
  return ok(id, `${server.title}: its metadata says where to sign in, and for which scope.`);
}

function readDocument(sent: Sent) {
  if (!('answer' in sent) || sent.answer.status !== 200) return undefined;
  try {
    const json = JSON.parse(sent.answer.body) as Record<string, unknown> | null;
    return {
      resource: typeof json?.['resource'] === 'string' ? json['resource'] : '',
      servers: texts(json?.['authorization_servers']),
      scopes: texts(json?.['scopes_supported']),
    };
  } catch {
    return undefined;
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** It is the server's text. */
function shown(text: string): string {
  return text.slice(0, 200);
}
