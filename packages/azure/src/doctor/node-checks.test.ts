import { describe, expect, test } from 'vitest';
import { checkMachineNode, checkNpm, checkPnpm, checkRunningNode } from './node-checks.ts';

const linux = { running: 'v24.1.0', platform: 'linux', arch: 'x64', isMusl: false };
const apple = { ...linux, platform: 'darwin', arch: 'arm64' };

describe('the Node of the machine', () => {
  test.each([
    ['v24.1.0', linux, 'ok', 'which the project runs on'],
    ['v22.18.0', apple, 'ok', 'which the project runs on'],
    ['v20.11.0', linux, 'ok', 'starts the commands'],
    ['v23.1.0', linux, 'ok', 'starts the commands'],
    ['v20.10.0', linux, 'failed', 'needs Node 20.11 or newer; on the PATH is v20.10.0'],
    ['v18.20.4', apple, 'failed', 'needs Node 20.11 or newer'],
    ['v20.20.2', apple, 'failed', 'for darwin-arm64 none can be fetched'],
    ['v20.20.2', { ...linux, isMusl: true }, 'failed', 'for linux-x64 with musl none'],
    ['', linux, 'failed', 'does not say its version'],
    [undefined, linux, 'failed', 'no node on the PATH'],
  ])('%s', (machine, facts, outcome, message) => {
    const result = checkMachineNode({ ...facts, machine });
    expect(result).toMatchObject({ outcome, message: expect.stringContaining(message) });
    if (outcome === 'failed') expect(result.remedy).toContain('https://nodejs.org');
  });
});

test.each([
  ['v24.21.0', 'ok'],
  ['v26.0.0', 'ok'],
  ['v22.17.0', 'failed'],
  ['v25.0.0', 'failed'],
])('a command on Node %s: %s', (running, outcome) => {
  expect(checkRunningNode({ ...linux, machine: running, running }).outcome).toBe(outcome);
});

test.each([
  ['11.0.0', 'ok', 'npm is 11.0.0'],
  ['', 'failed', 'does not say'],
  [undefined, 'failed', 'no npm'],
])('npm %s: %s', (version, outcome, message) => {
  expect(checkNpm(version)).toMatchObject({ outcome, message: expect.stringContaining(message) });
});

test.each([
  ['12.21.0', 'ok', 'pnpm 12.21.0 is in .tools'],
  ['12.20.0', 'hint', 'pnpm 12.20.0, not yet 12.21.0'],
  [undefined, 'hint', 'no pnpm, not yet 12.21.0'],
])('pnpm %s: %s', (found, outcome, message) => {
  const result = checkPnpm({ wanted: '12.21.0', found });
  expect(result).toMatchObject({ outcome, message: expect.stringContaining(message) });
});
