import { expect, test } from 'vitest';
import type { RunProgram } from '../programs/run-program.ts';
import { accessToken } from './access-token.ts';

const endpoint = 'https://management.azure.com';
const azd = '{"token":"from-azd","expiresOn":"2026-11-22T13:00:00Z"}\n';
const az = '{"accessToken":"from-az","expiresOn":"2026-11-22 13:00:00.000000"}\n';

function programs(outputs: Record<string, string>): { run: RunProgram; calls: string[] } {
  const calls: string[] = [];
  const run: RunProgram = async (program, args) => {
    calls.push([program, ...args].join(' '));
    const output = outputs[program];
    if (output === undefined) throw new Error('ENOENT');
    return output;
  };
  return { run, calls };
}

test('asks azd first, and for one service only', async () => {
  const { run, calls } = programs({ azd, az });
  expect(await accessToken(endpoint, run)).toBe('from-azd');
  expect(calls).toEqual([`azd auth token --output json --no-prompt --scope ${endpoint}/.default`]);
});

test('asks for the tenant where it is known, and without it where that gives none', async () => {
  const { run, calls } = programs({ azd, az });
  expect(await accessToken(endpoint, run, 'tenant')).toBe('from-azd');
  expect(calls).toEqual([expect.stringMatching(/ --tenant-id tenant$/)]);
  const elsewhere: RunProgram = async (program, args, options) => {
    if (args.includes('--tenant-id')) throw new Error('AADSTS50020');
    return run(program, args, options);
  };
  expect(await accessToken(endpoint, elsewhere, 'tenant')).toBe('from-azd');
});

test.each([[undefined], ['not signed in'], ['{}']])('then the Azure CLI: %s', async (said) => {
  const { run } = programs({ az, ...(said && { azd: said }) });
  expect(await accessToken(endpoint, run)).toBe('from-az');
});

test('says how to sign in, and nothing of what the programs printed', async () => {
  const { run } = programs({ azd: '{"token":5,"x":"secret"}' });
  const error = await accessToken(endpoint, run).catch(String);
  expect(error).toContain('nobody is signed in');
  expect(error).toContain('azd auth login');
  expect(error).not.toContain('secret');
});
