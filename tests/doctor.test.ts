import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkMachineNode } from '../packages/azure/src/doctor/node-checks.ts';
import { bareMachine, doctor, secret } from './support/doctor.ts';
import { root } from './support/repository.ts';

test('on a machine with Node alone nothing fails, and what is missing for azd up is said with its remedy', async () => {
  const { code, stdout, stderr } = await doctor([], await bareMachine());
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain("✓ The machine's Node is v24.1.0");
  expect(stdout).toMatch(
    /! There is no azd on the PATH.*\n {4}How to fix: https:\/\/aka\.ms\/azd-install\n/,
  );
  expect(stdout).toContain('– Azure was not asked: nobody is signed in.\n');
  expect(stdout).toMatch(/\n\n\d+ ok, \d+ hints, \d+ skipped\n$/);
  expect(stdout).not.toContain('\u001B');
  expect(stdout).not.toContain(secret);
});

describe('the bootstrap, which speaks before the doctor does, judges a Node alike:', () => {
  const load = (file: string): Promise<unknown> =>
    import(new URL(`../scripts/bootstrap/${file}`, import.meta.url).href);
  const versions = [
    'v18.20.4',
    'v20.10.0',
    'v20.11.0',
    'v22.17.1',
    'v22.18.0',
    'v23.11.0',
    'v24.0.0',
    'v25.9.0',
    'v26.0.0',
  ];
  const machines = [
    'linux-x64',
    'linux-arm64',
    'win32-x64',
    'win32-arm64',
    'darwin-x64',
    'darwin-arm64',
  ];

  test.each(machines)('%s', async (machine) => {
    const { refusal } = (await load('node-versions.mjs')) as {
      refusal: (version: string) => string | undefined;
    };
    const { nodeToFetch } = (await load('layout.mjs')) as {
      nodeToFetch: (machine: object, isMusl: boolean) => object | undefined;
    };
    const [platform = '', arch = ''] = machine.split('-');
    const takes = (version: string, isMusl: boolean): boolean => {
      try {
        nodeToFetch({ version, platform, arch }, isMusl);
        return refusal(version) === undefined;
      } catch {
        return false;
      }
    };
    for (const isMusl of [false, true]) {
      for (const version of versions) {
        const facts = { machine: version, running: 'v24.0.0', platform, arch, isMusl };
        const said = [version, isMusl, checkMachineNode(facts).outcome];
        expect(said).toEqual([version, isMusl, takes(version, isMusl) ? 'ok' : 'failed']);
      }
    }
  });
});

test('is in package.json and in the README', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts['doctor']).toBe('node scripts/run.mjs doctor');
  expect(await readFile(join(root, 'README.md'), 'utf8')).toContain('`npm run doctor`');
});
