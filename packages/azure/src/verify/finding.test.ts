import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Deployment } from '../deployment/deployment.ts';
import { knownFailures } from './failures/known-failures.ts';
import { namesOf, type Subject } from './finding.ts';

const deployment: Deployment = {
  environmentName: 'dev(1)',
  subscriptionId: '$(touch x)',
  tenantId: 'a;b',
  resourceGroup: "rg (it's mine)",
  authMode: 'entra',
  provisionedAuthMode: undefined,
  servers: [],
  missing: [],
};
const subject: Subject = {
  deployment,
  server: {
    service: 'extension-server',
    title: 'Extension server',
    place: 'azure',
    url: new URL('https://a.example/'),
    authMode: 'entra',
    signIn: { tenantId: 'a;b', clientId: '`id`', identifierUri: 'api://x' },
    appName: 'a&b',
    resourceId: '',
    tagged: true,
    site: { ok: false, reason: '' },
  },
};

describe.skipIf(process.platform === 'win32')('a command that is copied into a shell', () => {
  test('has each name as one word, whatever is in it', () => {
    const remedy = knownFailures['app-stopped'].remedy(namesOf(subject));
    const words = execFileSync('sh', ['-c', `az() { printf '%s\\n' "$@"; }; ${remedy}`]);
    expect(words.toString().trim().split('\n')).toEqual([
      ...['functionapp', 'start', '--subscription', '$(touch x)'],
      ...['-g', "rg (it's mine)", '-n', 'a&b'],
    ]);
  });

  test('and so in every remedy', () => {
    for (const { remedy } of Object.values(knownFailures)) {
      // What stands in quotes is taken away; nothing of the names is left that a shell would run.
      const bare = remedy(namesOf(subject)).replaceAll(/'[^']*'|\\'/g, '');
      expect(bare).not.toMatch(/\$\(touch|`id`|a;b|a&b|rg \(|dev\(1/);
    }
  });
});
