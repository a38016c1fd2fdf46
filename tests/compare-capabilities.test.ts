import { describe, expect, test } from 'vitest';
import { probeCapabilities } from '../packages/compare/src/capabilities/probe-capabilities.ts';
import { differences } from './support/differences.ts';
import { type Mode, modes, useServers } from './support/servers.ts';

/** What `npm run compare` finds out about both servers, and that it differs only where a difference is declared. */

const server = useServers('probe');

/** The rows in which both servers have the same: yes, or what stands here. */
const alike: Readonly<Record<string, string>> = {
  'protocol.2026-07-28': 'no',
  'transport.json-only-client': 'no',
  'transport.server-stream': 'no',
  'transport.resumable': 'no',
  'transport.session-end': 'no',
  'exchange.completions': 'no',
  'exchange.pagination': 'no',
  'exchange.elicitation': 'no',
  'exchange.sampling': 'no',
  'exchange.roots': 'no',
  'exchange.cancellation': 'no',
  'exchange.subscriptions': 'no',
  'exchange.list-changed': 'no',
  'exchange.log-level': 'no',
  'http.cors': 'no',
  'signin.required': 'no',
  'signin.challenge': 'not observable',
  'signin.metadata': 'no',
};

/** The rows that show a declared difference: first the extension, then the self-hosted server. */
const differing: Readonly<Partial<Record<keyof typeof differences, Record<string, string[]>>>> = {
  toolPresentation: {
    'tools.title': ['no', 'yes'],
    'tools.annotations': ['no', 'yes'],
    'tools.icons': ['no', 'yes'],
  },
  missingArguments: { 'errors.missing-argument': ['partly', 'yes'] },
  resourceErrors: { 'errors.unknown-resource': ['partly', 'yes'] },
  revision: { 'protocol.2025-11-25': ['no', 'yes'] },
  sessions: { 'transport.sessions': ['partly', 'no'] },
  framing: { 'transport.json': ['no', 'yes'] },
  legacyTransport: { 'transport.legacy-sse': ['yes', 'no'] },
  notifications: { 'exchange.progress': ['no', 'yes'], 'exchange.logging': ['no', 'yes'] },
  cancellation: { 'exchange.disconnect': ['no', 'yes'] },
  transportRefusals: {
    'protocol.version-header': ['no', 'yes'],
    'errors.malformed-json': ['no', 'yes'],
    'errors.invalid-request': ['no', 'partly'],
    'errors.batch': ['no', 'yes'],
    'http.content-type': ['partly', 'yes'],
    'http.origin': ['no', 'yes'],
    'http.method': ['partly', 'yes'],
    'http.body-limit': ['no', 'yes'],
  },
};

/** Differences that no row is about: each with the reason. */
const withoutRow: Readonly<Partial<Record<keyof typeof differences, string>>> = {
  promptErrors: 'The text of an error, which is the same error on both.',
  capabilities: 'What is advertised shows in what then comes, or does not.',
  identity: 'Each says a name and instructions; which ones is their own business.',
};

function probe(mode: Mode) {
  const { url } = server(mode);
  return probeCapabilities({
    id: mode,
    title: mode,
    url,
    hosting: mode,
    place: 'local host',
    headers: {},
  });
}

test('finds what both have alike, and the declared differences, and no other', async () => {
  const [extension, selfHosted] = await Promise.all(modes.map(probe));
  const found = extension!.map(({ id, cell }, index) => [
    id,
    [cell.verdict, selfHosted![index]!.cell.verdict],
  ]);
  const declared = Object.assign({}, ...Object.values(differing)) as Record<string, string[]>;
  const expected = extension!.map(({ id }) => {
    const same = alike[id] ?? 'yes';
    return [id, declared[id] ?? [same, same]];
  });
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  const known = [...Object.keys(alike), ...Object.keys(declared)];
  expect(extension!.map(({ id }) => id)).toEqual(expect.arrayContaining(known));
});

describe('each declared difference', () => {
  test.each(Object.keys(differences) as (keyof typeof differences)[])(
    '%s shows in a row, or says why in none',
    (id) => {
      expect(Number(id in differing) + Number(id in withoutRow)).toBe(1);
    },
  );
});
