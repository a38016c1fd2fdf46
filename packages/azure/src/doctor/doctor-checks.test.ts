import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { printChecks } from '../checks/print-checks.ts';
import {
  type FakeState,
  startFakeAzure,
  subscriptionId,
  token,
} from '../rest/testing/fake-azure.ts';
import { doctorChecks } from './doctor-checks.ts';
import { type Answers, azd, printing, standIns, temporaryFolder } from './testing/stand-ins.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const machine = { node: printing('v24.1.0'), npm: printing('11.0.0'), pwsh: {} };

/** In the environment, for nobody to see. */
const secret = 'a-secret-of-somebody';

interface Visit {
  readonly state?: Partial<FakeState>;
  readonly programs?: Record<string, string | Answers>;
  readonly settings?: Record<string, string>;
  readonly isLocal?: boolean;
  readonly environment?: string;
}

/** The doctor in a project with an azd environment, on a machine with these programs, and with this Azure. */
async function visit(options: Visit = {}) {
  const { state = {}, settings = {}, isLocal = false, environment } = options;
  const fake = await startFakeAzure(state);
  const project = await temporaryFolder();
  for (const file of ['package.json', 'azure.yaml', 'infra/main.bicep']) {
    await cp(join(root, file), join(project, file));
  }
  const known = { AZURE_SUBSCRIPTION_ID: subscriptionId, AZURE_LOCATION: 'eastus2' };
  const values = { ...known, A_SECRET: secret, ...settings };
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"\n`);
  await mkdir(join(project, '.azure', 'dev'), { recursive: true });
  await writeFile(join(project, '.azure', 'config.json'), '{"defaultEnvironment":"dev"}');
  await writeFile(join(project, '.azure', 'dev', '.env'), lines.join(''));

  const signedIn = { azd: azd({ status: 'success', token }) };
  const PATH = await standIns({ ...machine, ...(options.programs ?? signedIn) });
  const checks = doctorChecks({
    root: project,
    env: { PATH, HOME: project, AZURE_CLIENT_SECRET: secret },
    portBase: 7070,
    isLocal,
    environment,
    endpoints: { arm: fake.url, graph: fake.url },
  });
  let text = '';
  const report = await printChecks(checks, {
    json: true,
    output: { write: (more: string) => void (text += more) },
  });
  for (const hidden of [token, secret]) expect(text).not.toContain(hidden);
  const outcomes = (prefix: string) =>
    Object.fromEntries(
      report.checks
        .filter(({ id }) => id.startsWith(prefix))
        .map(({ id, outcome }) => [id, outcome]),
    );
  const line = (id: string) => report.checks.find((check) => check.id === id);
  return { fake, report, outcomes, line };
}

const allCloud = {
  'cloud.registrations': 'ok',
  'cloud.subscription': 'ok',
  'cloud.rights': 'ok',
  'cloud.region': 'ok',
  'cloud.node': 'ok',
  'cloud.providers': 'ok',
};

describe('with azd signed in', () => {
  test('asks Azure for everything that azd up needs, and prints no token', async () => {
    const { outcomes, fake } = await visit();
    expect(fake.requests.join('\n')).not.toContain(token);
    expect(outcomes('cloud')).toEqual(allCloud);
    expect(outcomes('azd')).toEqual({
      azd: 'ok',
      'azd.sign-in': 'ok',
      'azd.environment': 'ok',
      'azd.settings': 'ok',
      'azd.subscription': 'ok',
    });
  });

  test('asks as the tenant that the environment was provisioned in', async () => {
    const answers = azd({ status: 'success', token: 'of-another-tenant' });
    const script = `
      const asked = process.argv.slice(2).join(' ');
      const answers = Object.entries(${JSON.stringify(answers)});
      const text = answers.find(([words]) => asked.startsWith(words))?.[1] ?? '';
      const isRight = asked.endsWith(' --tenant-id the-tenant');
      console.log(isRight ? text.replace('of-another-tenant', '${token}') : text);`;
    const { outcomes } = await visit({
      programs: { azd: script },
      settings: { AZURE_TENANT_ID: 'the-tenant' },
    });
    expect(outcomes('cloud')).toEqual(allCloud);
  });

  test('a remedy for an environment that was named says which', async () => {
    const { line } = await visit({ environment: 'dev', settings: { AUTH_MODE: 'x' } });
    expect(line('azd.settings')?.remedy).toBe('azd env set -e dev AUTH_MODE entra');
  });
});

describe('says in one line that Azure was not asked', () => {
  test.each<[string, Visit]>([
    ['without azd', { programs: {} }],
    ['with nobody signed in', { programs: { azd: azd({ status: 'unauthenticated' }) } }],
    ['with --local', { isLocal: true }],
  ])('%s', async (_, options) => {
    const { fake, outcomes, report } = await visit(options);
    expect(outcomes('cloud')).toEqual({ cloud: 'skipped' });
    expect(fake.requests).toEqual([]);
    expect(report.checks.filter(({ id }) => id.startsWith('azd'))).not.toContainEqual(
      expect.objectContaining({ outcome: 'failed' }),
    );
  });
});

test('looks at the ports that npm start takes', async () => {
  const { report } = await visit({ isLocal: true });
  const ports = report.checks.filter(({ id }) => id.startsWith('port.'));
  expect(ports.map(({ message }) => /^Port \d+ \([^)]+\)/.exec(message)?.[0])).toEqual([
    'Port 7071 (extension server)',
    'Port 7072 (self-hosted server)',
    'Port 7073 (identity provider)',
  ]);
});

test('an azd that is too old fails', async () => {
  const old = azd({ version: '1.24.0', status: 'unauthenticated' });
  const { report, line } = await visit({ programs: { azd: old } });
  expect(line('azd')).toMatchObject({ outcome: 'failed' });
  expect(report.ok).toBe(false);
});

test('the Azure CLI will do to ask Azure', async () => {
  const az = printing(JSON.stringify({ accessToken: token }));
  const { outcomes, line } = await visit({
    programs: { az, azd: azd({ status: 'unauthenticated' }) },
  });
  expect(outcomes('cloud')).toEqual(allCloud);
  expect(line('azd.sign-in')).toMatchObject({
    outcome: 'hint',
    remedy: expect.stringContaining('auth.useAzCliAuth'),
  });
});
