import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { knownFailures } from './failures/known-failures.ts';
import { namesOf } from './finding.ts';
import { sampleSubject } from './testing/sample-subject.ts';

const subject = sampleSubject(
  { appName: 'a&b', signIn: { tenantId: 'a;b', clientId: '`id`', identifierUri: 'api://x' } },
  {
    environmentName: 'dev(1)',
    subscriptionId: '$(touch x)',
    tenantId: 'a;b',
    resourceGroup: "rg (it's mine)",
  },
);

describe.skipIf(process.platform === 'win32')('a command that is copied into a shell', () => {
  test('has each name as one word, whatever is in it', () => {
    const remedy = knownFailures['app-stopped'].remedy(namesOf(subject));
    const words = execFileSync('sh', ['-c', `az() { printf '%s\\n' "$@"; }; ${remedy}`]);
    expect(words.toString().trim().split('\n')).toEqual([
      'functionapp',
      'start',
      '--subscription',
      '$(touch x)',
      '-g',
      "rg (it's mine)",
      '-n',
      'a&b',
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
